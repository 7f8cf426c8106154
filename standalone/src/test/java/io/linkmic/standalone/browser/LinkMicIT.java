package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.Port;
import io.linkmic.standalone.RunningLinkMic;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two people on air together, each in a Chromium of their own, and one who watches them. */
class LinkMicIT {
  /** Measured: 0.3–0.8 s where three browsers and all of LinkMic share two busy cores. */
  private static final double LONGEST_STALL_MILLIS = 3000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What the audience's screen shows, and for how long it showed nothing new. */
  private static final String WATCH_SCREEN =
      """
      () => {
        const video = document.querySelector('video');
        globalThis.seen = {shown: 0, longestMs: 0, longestStallMs: 0};
        let waitingSince = null, waitsAt = 0;
        video.addEventListener('waiting', () => {
          waitingSince ??= performance.now();
          waitsAt = video.currentTime;
        });
        const goesOn = () => {
          if (waitingSince === null || video.currentTime === waitsAt) return;
          seen.longestStallMs = Math.max(seen.longestStallMs, performance.now() - waitingSince);
          waitingSince = null;
        };
        video.addEventListener('playing', goesOn);
        video.addEventListener('timeupdate', goesOn);
        let before = null;
        const next = now => {
          if (before !== null) seen.longestMs = Math.max(seen.longestMs, now - before);
          before = now;
          seen.shown += 1;
          video.requestVideoFrameCallback(next);
        };
        video.requestVideoFrameCallback(next);
      }\
      """;

  /**
   * The colour there: Chromium's fake camera is green all over, the host's test picture has a blue
   * bar that passes by.
   */
  private static final String UPPER_RIGHT =
      """
      () => {
        const video = document.querySelector('video');
        const canvas = new OffscreenCanvas(1, 1);
        const paint = canvas.getContext('2d');
        paint.drawImage(video, video.videoWidth * 0.8, video.videoHeight * 0.2, 4, 4, 0, 0, 1, 1);
        const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
        return {red, green, blue};
      }\
      """;

  private static Chromium chromium;
  private static RunningLinkMic linkMic;
  private static HttpClient http;
  private static final List<String> errors = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    chromium = Chromium.launch();
    linkMic = RunningLinkMic.start();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    if (http != null) {
      http.close();
    }
    if (linkMic != null) {
      linkMic.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void a_guest_joins_is_laid_out_and_leaves_and_the_audience_keeps_its_stream() throws Exception {
    CreatedBroadcast together = linkMic.broadcasts().create("Together", "ada", "Ada");
    Page host = open(together.hostUrl());
    assertThat(host.locator("#who")).hasText("You are Ada, the host.");
    goLive(host, "test");
    Page viewer = open(together.watchUrl());
    awaits(viewer, "linkmic.state === 'playing' && linkmic.width > 0");
    assertThat(host.locator("#return-picture")).isHidden();
    awaitMode(together, "passthrough");
    viewer.evaluate(WATCH_SCREEN);

    Page guest = open(invite(together, "Bob"));
    assertThat(guest.locator("#who")).hasText("You are Bob, a guest in this broadcast.");
    goLive(guest, "camera");
    awaitMode(together, "mix");
    awaitReturn(host);
    awaitReturn(guest);
    // The node takes the feed away; the page asks for it again.
    host.evaluate("linkmicSocket.emit('unsubscribe', {source: 'mix'})");
    awaits(host, "linkmic.return.reconnects > 0");
    awaitReturn(host);
    shoot(host, "host-return-1280");
    host.setViewportSize(360, 740);
    shoot(host, "host-return-360");
    host.setViewportSize(1280, 800);
    plays(viewer, 4);
    shoot(viewer, "watch-mix");

    layOut(together, viewer);

    guest.locator("#live").click();
    assertThat(guest.locator("#state")).hasText("Not live");
    awaitMode(together, "passthrough");
    assertThat(host.locator("#return-picture")).isHidden();
    assertThat(guest.locator("#return-picture")).isHidden();
    plays(viewer, 4);

    System.out.println(
        "audience across join and leave: "
            + viewer.evaluate(
                "JSON.stringify({...seen, stalls: linkmic.stalls, stalledMs: linkmic.stalledMs,"
                    + " latencyMs: linkmic.latencyMs})"));
    assertThat(number(viewer, "linkmic.attempts")).as("connections of the viewer").isEqualTo(1);
    assertThat(number(viewer, "seen.longestStallMs"))
        .as("longest stall")
        .isLessThan(LONGEST_STALL_MILLIS);
    assertThat(errors).isEmpty();
    close(host, guest, viewer);
  }

  @Test
  void a_guest_who_may_only_publish_is_on_air_and_told_why_the_others_are_not_seen()
      throws Exception {
    CreatedBroadcast half = linkMic.broadcasts().create("Half", "ada", "Ada");
    Page host = open(half.hostUrl());
    goLive(host, "test");
    String token =
        new TokenMinter(ApiKeys.development())
            .mint(
                new ParticipantClaims(
                    ApiKeys.DEVELOPMENT_KEY,
                    "bob",
                    "Bob",
                    half.roomId(),
                    Set.of("publish"),
                    Instant.now().plusSeconds(600),
                    null));
    Page guest = open(half.hostUrl().replaceFirst("#token=[^&]*", "#token=" + token));
    goLive(guest, "camera");

    assertThat(guest.locator("#return-cover")).containsText("Your ticket does not allow to see");
    assertThat(guest.locator("#return-again")).isVisible();
    assertThat(guest.locator("#state")).hasText("Live");
    assertThat(errors).isEmpty();
    close(host, guest);
  }

  /** By the console: beside each other first, then the guest in a corner. */
  private static void layOut(CreatedBroadcast broadcast, Page viewer) throws Exception {
    awaits(viewer, "(" + UPPER_RIGHT + ")().green > 2 * (" + UPPER_RIGHT + ")().blue + 30");
    Page console =
        open(linkMic.url("http", Port.PAGES) + "/#/broadcasts/" + broadcast.broadcastId());
    awaits(console, "document.querySelector('video.preview')?.videoWidth > 0");
    console.locator("input[name=template][value=picture-in-picture]").check();
    console.getByRole(AriaRole.BUTTON, named("Apply")).click();
    assertThat(console.getByText("Applied.")).isVisible();

    assertThat(layout(broadcast).path("template").asString("")).isEqualTo("picture-in-picture");
    awaits(viewer, "(" + UPPER_RIGHT + ")().blue > 2 * (" + UPPER_RIGHT + ")().green + 30");
    assertThat(program(broadcast).path("mode").asString("")).isEqualTo("mix");
    shoot(viewer, "watch-picture-in-picture");
    shoot(console, "console-layout-1280");
    console.setViewportSize(360, 740);
    shoot(console, "console-layout-360");
    console.context().close();
  }

  private static JsonNode layout(CreatedBroadcast broadcast)
      throws IOException, InterruptedException {
    return call("GET", "/api/v1/broadcasts/" + broadcast.broadcastId() + "/layout", "");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static void goLive(Page page, String source) throws Exception {
    assertThat(page.locator("input[value=" + source + "]")).isEnabled();
    page.locator("input[value=" + source + "]").check();
    awaits(page, "linkmic.source === '" + source + "'");
    page.locator("#live").click();
    assertThat(page.locator("#state")).hasText("Live");
  }

  private static void awaitReturn(Page page) throws Exception {
    awaits(page, "linkmic.return.state === 'playing' && linkmic.return.width > 0");
    double frames = number(page, "linkmic.return.frames");
    awaits(page, "linkmic.return.frames > " + (frames + 30));
    awaits(page, "linkmic.return.soundEnergy > 0");
    assertThat(page.locator("#return-cover")).isHidden();
    System.out.println("return: " + page.evaluate("JSON.stringify(linkmic.return)"));
  }

  private static void plays(Page viewer, int seconds) throws Exception {
    double from = number(viewer, "linkmic.currentTime");
    awaits(viewer, "linkmic.currentTime > " + (from + seconds));
  }

  private static void awaitMode(CreatedBroadcast broadcast, String mode) throws Exception {
    Eventually.holds(
        "the program is " + mode,
        Duration.ofSeconds(60),
        () -> program(broadcast).path("mode").asString("").equals(mode));
  }

  private static JsonNode program(CreatedBroadcast broadcast)
      throws IOException, InterruptedException {
    return call("GET", "/api/v1/broadcasts/" + broadcast.broadcastId() + "/program", "");
  }

  /** The guest's link, as the console shows it. */
  private static String invite(CreatedBroadcast broadcast, String name)
      throws IOException, InterruptedException {
    return call(
            "POST",
            "/api/v1/broadcasts/" + broadcast.broadcastId() + "/invitations",
            "{\"name\": \"" + name + "\", \"role\": \"co-host\"}")
        .path("url")
        .asString("");
  }

  private static JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    String key = ApiKeys.DEVELOPMENT_KEY + ":" + ApiKeys.DEVELOPMENT_SECRET;
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(linkMic.url("http", Port.PAGES) + path))
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }

  private static Page open(String url) {
    Page page = chromium.page(1280, 800);
    page.onPageError(errors::add);
    page.navigate(url);
    return page;
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

  private static double number(Page page, String expression) {
    return ((Number) page.evaluate(expression)).doubleValue();
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  private static void close(Page... pages) {
    for (Page page : pages) {
      page.context().close();
    }
  }
}
