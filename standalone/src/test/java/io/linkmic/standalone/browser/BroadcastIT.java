package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.linkmic.browsertest.Chromium;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.RunningLinkMic;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A broadcast created by REST, its host in Chromium by the ticket, its audience in Chromium, and
 * all of LinkMic between them.
 */
class BroadcastIT {
  private static Chromium chromium;
  private static RunningLinkMic linkMic;
  private static final List<String> strangers = new CopyOnWriteArrayList<>();
  private static final List<String> errors = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    chromium = Chromium.launch();
    linkMic = RunningLinkMic.start();
  }

  @AfterAll
  static void stop() {
    if (linkMic != null) {
      linkMic.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void a_host_s_drawn_picture_is_watched_without_a_stall() throws Exception {
    CreatedBroadcast drawn = create("Drawn");
    assertThat(linkMic.broadcasts().state(drawn.broadcastId())).isEqualTo("CREATED");
    Page host = goLive(drawn, "test");
    Page viewer = watch(drawn);
    awaitPlaying(viewer);

    double from = number(viewer, "currentTime");
    awaits(viewer, "linkmic.currentTime > " + (from + 8));

    assertThat(number(viewer, "stalls")).isZero();
    // Chromium may choose a smaller picture on a busy machine, but never another shape.
    assertThat(number(viewer, "width") / number(viewer, "height")).isEqualTo(1280.0 / 720);
    assertThat(number(viewer, "latencyMs")).isLessThan(2000);
    assertThat(text(host, "program.mode")).isEqualTo("passthrough");
    assertThat(linkMic.broadcasts().state(drawn.broadcastId())).isEqualTo("LIVE");
    assertThat(viewer.locator("#broadcast-state")).not().isEmpty();
    assertThat(strangers).isEmpty();
    assertThat(errors).isEmpty();
    shoot(host, "host-live");
    shoot(viewer, "watch-live");
    close(host, viewer);
  }

  @Test
  void a_camera_is_watched_and_muted_without_ending_the_stream() throws Exception {
    CreatedBroadcast camera = create("Camera");
    Page host = goLive(camera, "camera");
    Page viewer = watch(camera);
    awaitPlaying(viewer);

    host.locator("#mute-audio").click();
    assertThat(host.locator("#mute-audio")).hasText("Sound is muted");
    double from = number(viewer, "currentTime");
    awaits(viewer, "linkmic.currentTime > " + (from + 4));

    assertThat(number(viewer, "stalls")).isZero();
    close(host, viewer);
  }

  @Test
  void a_viewer_who_came_first_sees_the_host_come_and_come_back() throws Exception {
    CreatedBroadcast early = create("Early");
    Page viewer = watch(early);
    assertThat(viewer.locator("#cover-title")).hasText("Waiting for the host");

    Page host = goLive(early, "test");
    awaitPlaying(viewer);
    host.locator("#live").click();
    assertThat(host.locator("#state")).hasText("Not live");

    host.locator("#live").click();
    assertThat(host.locator("#state")).hasText("Live");
    double from = number(viewer, "decodedFrames");
    awaits(viewer, "linkmic.state === 'playing' && linkmic.decodedFrames !== " + from);
    awaitPlaying(viewer);
    close(host, viewer);
  }

  @Test
  void a_host_who_loses_signalling_stays_on_air_and_resumes() throws Exception {
    CreatedBroadcast resumed = create("Resumed");
    Page host = goLive(resumed, "test");
    Page viewer = watch(resumed);
    awaitPlaying(viewer);

    // What a client sees when the connection breaks: the socket is closed under it.
    host.evaluate("linkmicSocket.io.engine.close()");
    awaits(host, "linkmic.reconnects === 1");
    assertThat(host.locator("#state")).hasText("Live");

    double from = number(viewer, "currentTime");
    awaits(viewer, "linkmic.currentTime > " + (from + 3));
    assertThat(number(viewer, "stalls")).isZero();
    assertThat(number(viewer, "attempts")).isEqualTo(1);
    close(host, viewer);
  }

  private static CreatedBroadcast create(String title) throws Exception {
    return linkMic.broadcasts().create(title, "host-of-" + title.toLowerCase(Locale.ROOT), title);
  }

  private static Page goLive(CreatedBroadcast broadcast, String source) throws Exception {
    Page page = open(broadcast.hostUrl());
    assertThat(page.locator("input[value=" + source + "]")).isEnabled();
    page.locator("input[value=" + source + "]").check();
    awaits(page, "linkmic.source === '" + source + "'");
    assertThat(page.locator("#live")).isEnabled();
    page.locator("#live").click();
    assertThat(page.locator("#state")).hasText("Live");
    return page;
  }

  private static Page watch(CreatedBroadcast broadcast) {
    return open(broadcast.watchUrl());
  }

  private static Page open(String url) {
    Page page = chromium.page(1280, 800);
    page.onRequest(request -> {
      if (!request.url().matches("(https?|ws)://127\\.0\\.0\\.1:.*|data:.*|blob:.*")) {
        strangers.add(request.url());
      }
    });
    page.onPageError(errors::add);
    page.navigate(url);
    return page;
  }

  private static void awaitPlaying(Page viewer) throws Exception {
    awaits(viewer, "linkmic.state === 'playing' && linkmic.width > 0");
  }

  /**
   * Playwright's own waiting evaluates inside the page, which the pages' security policy forbids.
   */
  private static void awaits(Page page, String condition) throws Exception {
    Eventually.holds(
        condition + " in " + page.url(),
        Duration.ofSeconds(60),
        () -> Boolean.TRUE.equals(page.evaluate(condition)));
  }

  private static double number(Page page, String figure) {
    return ((Number) page.evaluate("linkmic." + figure)).doubleValue();
  }

  private static String text(Page page, String figure) {
    return String.valueOf(page.evaluate("linkmic." + figure));
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  private static void close(Page... pages) {
    for (Page page : pages) {
      page.context().close();
    }
  }
}
