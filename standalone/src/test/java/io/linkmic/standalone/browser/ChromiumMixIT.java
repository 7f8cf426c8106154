package io.linkmic.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a mix of two Chromium hosts is worth to eyes and ears: how late the others are seen, how far
 * hosts are apart, whether lips are with voices. Prints figures; its bounds are wide, because
 * browsers, encoders and all of LinkMic share two cores.
 */
@Timeout(900)
class ChromiumMixIT {
  private static final int ROUNDS = Integer.getInteger("mix.rounds", 3);
  private static final int[] BEEPS = {1000, 1600};
  private static final int FRAMES = 450;
  private static final int SECONDS = 40;

  @TempDir private static Path folder;
  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage();
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void hosts_see_each_other_soon_and_are_in_step() throws Exception {
    CreatedBroadcast broadcast = stage.linkMic().broadcasts().create("Delays", "ada", "Ada");
    Page host = stage.open(broadcast.hostUrl(), stamped(0));
    stage.goLive(host, "test");
    Page guest = stage.open(stage.invite(broadcast, "Bob"), stamped(1));
    stage.goLive(guest, "test");
    stage.awaitMode(broadcast, "mix");
    stage.awaits(guest, "linkmic.return.state === 'playing' && linkmic.return.frames > 30");
    Path recording = folder.resolve("lips.flv");
    Process recorder = record(broadcast, recording);

    guest.evaluate("(" + script("stamp-reader.js") + ")(document.getElementById('return'))");
    stage.awaits(guest, "stamps.frames >= " + FRAMES);
    List<double[]> ages = ages(guest);
    stage.shoot(guest, "return-stamped");
    assertThat(FfmpegProgram.await(recorder, Duration.ofSeconds(60)).exitCode()).isZero();
    System.out.println(
        "figure: return of the guest: " + guest.evaluate("JSON.stringify(linkmic.return)"));

    assertThat(ages).as("readable pictures of both").hasSizeGreaterThan(FRAMES / 2);
    double told = stage.meter("linkmic_feed_downlink_bit_s_count");
    double sum = stage.meter("linkmic_feed_downlink_bit_s_sum");
    System.out.printf(
        "figure: Chromium told %.0f times what it can receive, %.0f kbit/s%n",
        told, sum / told / 1000);
    assertThat(told).as("REMB of both receivers").isPositive();
    List<Double> others = sorted(ages.stream().map(age -> age[0]).toList());
    List<Double> skews = sorted(ages.stream().map(age -> Math.abs(age[0] - age[1])).toList());
    print("glass to glass by the return feed", others);
    print("skew between hosts", skews);
    assertThat(at(others, 0.5)).isLessThan(3000);
    assertThat(at(skews, 0.5)).isLessThan(500);
    for (int slot = 0; slot < 2; slot++) {
      // A page draws its flash with the picture nearest to the beep: that much is not the mix's.
      double drawnLate = at(flashesLate(slot == 0 ? host : guest), 0.5);
      List<Double> offsets =
          LipSync.offsets(recording, 0.08 + slot * 0.5, BEEPS[slot]).stream()
              .map(seen -> seen + drawnLate)
              .toList();
      System.out.printf("figure: flash drawn %.0f ms after its beep%n", drawnLate);
      print("sound after picture, host " + (slot + 1), offsets);
      assertThat(offsets).as("flashes with a beep").hasSizeGreaterThan(SECONDS / 2);
      assertThat(Math.abs(at(offsets, 0.5))).isLessThan(200);
    }
    stage.close(host, guest);
  }

  @Test
  void a_viewer_by_mpegts_js_does_not_notice_a_guest_who_comes_and_goes() throws Exception {
    CreatedBroadcast broadcast = stage.linkMic().broadcasts().create("Rounds", "ada", "Ada");
    Page host = stage.open(broadcast.hostUrl(), stamped(0));
    stage.goLive(host, "test");
    Page viewer = stage.open(broadcast.watchUrl());
    stage.awaits(viewer, "linkmic.state === 'playing' && linkmic.width > 0");
    stage.watchScreen(viewer);
    Page guest = stage.open(stage.invite(broadcast, "Bob"), stamped(1));
    for (int round = 0; round < ROUNDS; round++) {
      stage.goLive(guest, "test");
      stage.awaitMode(broadcast, "mix");
      stage.plays(viewer, 3);
      guest.locator("#live").click();
      stage.awaitMode(broadcast, "passthrough");
      stage.plays(viewer, 3);
    }
    System.out.println(
        "figure: mpegts.js across "
            + ROUNDS
            + " rounds: "
            + viewer.evaluate("JSON.stringify({...seen, connections: linkmic.attempts})"));
    assertThat(stage.number(viewer, "linkmic.attempts")).isEqualTo(1);
    assertThat(stage.errors()).isEmpty();
    stage.close(host, guest, viewer);
  }

  private static Process record(CreatedBroadcast broadcast, Path target) throws IOException {
    return FfmpegProgram.FFMPEG
        .command(
            List.of(
                "-y",
                "-v",
                "error",
                "-i",
                broadcast.flvUrl(),
                "-t",
                Integer.toString(SECONDS),
                "-c",
                "copy",
                target.toString()))
        .start();
  }

  /** Of pictures in which both hosts' bar codes can be read, in ms. */
  private static List<double[]> ages(Page page) {
    List<double[]> ages = new ArrayList<>();
    for (Object each : (List<?>) page.evaluate("stamps.read")) {
      List<?> pair = (List<?>) each;
      if (pair.get(0) instanceof Number left && pair.get(1) instanceof Number right) {
        ages.add(new double[] {left.doubleValue(), right.doubleValue()});
      }
    }
    return ages;
  }

  private static List<Double> flashesLate(Page page) {
    List<?> late = (List<?>) page.evaluate("flashesLate");
    return sorted(late.stream().map(each -> ((Number) each).doubleValue()).toList());
  }

  private static List<Double> sorted(List<Double> values) {
    return values.stream().sorted().toList();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
  }

  private static void print(String what, List<Double> sorted) {
    System.out.printf(
        "figure: %s: p5 %.0f, p50 %.0f, p95 %.0f, worst %.0f ms of %d%n",
        what, at(sorted, 0.05), at(sorted, 0.5), at(sorted, 0.95), sorted.getLast(), sorted.size());
  }

  private static String stamped(int slot) {
    return script("stamped-picture.js")
        .replace("BEEP_HZ", Integer.toString(BEEPS[slot]))
        .replace("SHRINK", "2");
  }

  private static String script(String name) {
    try (InputStream script = ChromiumMixIT.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
