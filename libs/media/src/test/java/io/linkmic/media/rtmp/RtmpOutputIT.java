package io.linkmic.media.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.flv.AvcVideoData;
import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import io.linkmic.media.rtmp.RtmpResult.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RtmpOutputIT {

  private static TestPicture picture;
  private static TestPicture other;

  @TempDir Path folder;

  @BeforeAll
  static void pictures() throws InterruptedException {
    picture = TestPicture.make(320, 180, 50);
    other = TestPicture.make(640, 360, 25);
  }

  @Test
  void ffmpeg_as_server_gets_every_access_unit_and_the_changed_configuration() throws Exception {
    Path file = folder.resolve("got.flv");
    String log;
    try (ListeningFfmpeg server = new ListeningFfmpeg(file)) {
      try (RtmpOutput out = new RtmpOutput(RtmpSettings.to(server.url()))) {
        assertThat(out.open(picture.headers())).isEqualTo(RtmpResult.Done.DONE);
        publish(out, picture, 5000);
        out.changeVideoConfig(other.configuration());
        publish(out, other, 7000);
      }
      log = server.awaitEnd();
    }
    List<byte[]> sent = new ArrayList<>();
    picture.units().forEach(unit -> sent.add(unit.nalUnits()));
    other.units().forEach(unit -> sent.add(unit.nalUnits()));
    List<AvcVideoData> video = TestPicture.video(read(file));
    List<byte[]> got =
        video.stream()
            .filter(data -> data.kind() == AvcVideoData.Kind.NAL_UNITS)
            .map(data -> TestPicture.bytes(data.payload()))
            .toList();
    assertThat(got).as(log).hasSize(sent.size());
    for (int i = 0; i < sent.size(); i++) {
      assertThat(got.get(i)).as("unit " + i).isEqualTo(sent.get(i));
    }
    assertThat(
            video.stream()
                .filter(data -> data.kind() == AvcVideoData.Kind.SEQUENCE_HEADER)
                .map(AvcVideoData::payload))
        .contains(other.configuration());
  }

  @Test
  void nobody_listening_is_unreachable_at_once_and_the_key_stays_hidden() throws IOException {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    RtmpSettings settings = RtmpSettings.to("rtmp://127.0.0.1:" + port + "/live/secret-key-4711");
    assertThat(settings.toString()).doesNotContain("4711");
    try (RtmpOutput out = new RtmpOutput(settings)) {
      RtmpResult.Failed failed = (RtmpResult.Failed) out.open(picture.headers());
      assertThat(failed.cause()).isEqualTo(Cause.UNREACHABLE);
      assertThat(failed.text()).contains("Connection refused").doesNotContain("4711");
      assertThat(out.writeAudio(new byte[1], 0, 1, 0).ok()).isFalse();
    }
  }

  @Test
  void server_that_never_answers_times_out() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RtmpOutput out = new RtmpOutput(settings(silent, Duration.ofMillis(500)))) {
      long before = System.nanoTime();
      RtmpResult.Failed failed = (RtmpResult.Failed) out.open(picture.headers());
      assertThat(failed.cause()).isEqualTo(Cause.TIMED_OUT);
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(1500));
    }
  }

  @Test
  void interrupt_from_another_thread_ends_a_blocked_open() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RtmpOutput out = new RtmpOutput(settings(silent, Duration.ofSeconds(60)))) {
      CompletableFuture<RtmpResult> opening =
          CompletableFuture.supplyAsync(() -> out.open(picture.headers()));
      silent.accept();
      out.interrupt();
      RtmpResult.Failed failed = (RtmpResult.Failed) opening.get(2, TimeUnit.SECONDS);
      assertThat(failed.cause()).isEqualTo(Cause.INTERRUPTED);
    }
  }

  @Test
  void target_that_hangs_times_out_and_close_does_not_wait_for_it() throws Exception {
    try (ListeningFfmpeg server = new ListeningFfmpeg(folder.resolve("hang.flv"))) {
      RtmpSettings settings =
          new RtmpSettings(
              new RtmpUrl(server.url()), Duration.ofSeconds(5), Duration.ofMillis(500), null);
      RtmpOutput out = new RtmpOutput(settings);
      assertThat(out.open(picture.headers()).ok()).isTrue();
      server.freeze();
      RtmpResult.Failed failed = floodUntilFailure(out);
      assertThat(failed.cause()).isEqualTo(Cause.TIMED_OUT);
      long before = System.nanoTime();
      out.close();
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));
    }
  }

  @Test
  void target_that_dies_is_lost() throws Exception {
    try (ListeningFfmpeg server = new ListeningFfmpeg(folder.resolve("dead.flv"));
        RtmpOutput out = new RtmpOutput(RtmpSettings.to(server.url()))) {
      assertThat(out.open(picture.headers()).ok()).isTrue();
      server.kill();
      RtmpResult.Failed failed = floodUntilFailure(out);
      assertThat(failed.cause()).isEqualTo(Cause.LOST);
      assertThat(failed.text()).doesNotContain("4711");
    }
  }

  /** Far beyond all socket buffers: 64 MB of pictures. */
  private static RtmpResult.Failed floodUntilFailure(RtmpOutput out) {
    byte[] unit = new byte[64 * 1024];
    unit[1] = 0;
    unit[2] = (byte) 0xff;
    unit[3] = (byte) 0xfc;
    unit[4] = 0x65;
    for (int i = 0; i < 1000; i++) {
      if (out.writeVideo(unit, 0, unit.length, 40L * i, 40L * i, true)
          instanceof RtmpResult.Failed failed) {
        return failed;
      }
    }
    throw new AssertionError("64 MB written to nobody");
  }

  private static RtmpSettings settings(ServerSocket server, Duration openTimeout) {
    return new RtmpSettings(
        new RtmpUrl("rtmp://127.0.0.1:" + server.getLocalPort() + "/live/key"),
        openTimeout,
        Duration.ofSeconds(1),
        null);
  }

  private static void publish(RtmpOutput out, TestPicture picture, long start) {
    for (int i = 0; i < picture.units().size(); i++) {
      var unit = picture.units().get(i);
      long dts = start + 40L * i;
      byte[] nalUnits = unit.nalUnits();
      assertThat(out.writeVideo(nalUnits, 0, nalUnits.length, dts, dts, unit.keyFrame()).ok())
          .isTrue();
      assertThat(
              out.writeAudio(new byte[] {0x21, 0x10, 4, 0x60, (byte) 0x8c, 0x1c}, 0, 6, dts).ok())
          .isTrue();
    }
  }

  private static List<FlvTag> read(Path file) throws IOException {
    List<FlvTag> tags = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(file);
    new FlvReader().accept(bytes, 0, bytes.length, tags::add);
    return tags;
  }
}
