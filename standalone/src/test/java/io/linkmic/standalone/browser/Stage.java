package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.linkmic.browsertest.Chromium;
import io.linkmic.contract.token.ApiKeys;
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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All of LinkMic, a Chromium, and people's pages in it. */
final class Stage implements AutoCloseable {
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

  private final Chromium chromium = Chromium.launch();
  private final RunningLinkMic linkMic;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  Stage() {
    linkMic = RunningLinkMic.start();
  }

  RunningLinkMic linkMic() {
    return linkMic;
  }

  /** What pages complained of. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** A page of somebody new. */
  Page open(String url) {
    return open(url, "");
  }

  /**
   * A page of somebody new.
   *
   * @param script runs before the page's own
   */
  Page open(String url, String script) {
    Page page = chromium.page(1280, 800);
    page.onPageError(errors::add);
    if (!script.isEmpty()) {
      page.addInitScript(script);
    }
    page.navigate(url);
    return page;
  }

  /** From now on {@code seen} tells what the audience's screen shows. */
  void watchScreen(Page viewer) {
    viewer.evaluate(WATCH_SCREEN);
  }

  void goLive(Page page, String source) throws Exception {
    assertThat(page.locator("input[value=" + source + "]")).isEnabled();
    page.locator("input[value=" + source + "]").check();
    awaits(page, "linkmic.source === '" + source + "'");
    page.locator("#live").click();
    assertThat(page.locator("#state")).hasText("Live");
  }

  void plays(Page viewer, int seconds) throws Exception {
    double from = number(viewer, "linkmic.currentTime");
    awaits(viewer, "linkmic.currentTime > " + (from + seconds));
  }

  void awaitMode(CreatedBroadcast broadcast, String mode) throws Exception {
    Eventually.holds(
        "the program is " + mode,
        Duration.ofSeconds(60),
        () -> program(broadcast).path("mode").asString("").equals(mode));
  }

  JsonNode program(CreatedBroadcast broadcast) throws IOException, InterruptedException {
    return call("GET", "/api/v1/broadcasts/" + broadcast.broadcastId() + "/program", "");
  }

  JsonNode layout(CreatedBroadcast broadcast) throws IOException, InterruptedException {
    return call("GET", "/api/v1/broadcasts/" + broadcast.broadcastId() + "/layout", "");
  }

  /** The sum of a node's meter over its tags, by a part of its name. */
  double meter(String part) throws IOException, InterruptedException {
    URI meters = URI.create(linkMic.url("http", Port.NODE) + "/actuator/prometheus");
    return http.send(HttpRequest.newBuilder(meters).build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> !line.startsWith("#") && line.contains(part))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** The guest's link, as the console shows it. */
  String invite(CreatedBroadcast broadcast, String name) throws IOException, InterruptedException {
    return call(
            "POST",
            "/api/v1/broadcasts/" + broadcast.broadcastId() + "/invitations",
            "{\"name\": \"" + name + "\", \"role\": \"co-host\"}")
        .path("url")
        .asString("");
  }

  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
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

  /**
   * Playwright's own waiting evaluates inside the page, which the pages' security policy forbids.
   */
  void awaits(Page page, String condition) throws Exception {
    Eventually.holds(
        condition + " in " + page.url(),
        Duration.ofSeconds(60),
        () -> Boolean.TRUE.equals(page.evaluate(condition)));
  }

  double number(Page page, String expression) {
    return ((Number) page.evaluate(expression)).doubleValue();
  }

  void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  void close(Page... pages) {
    for (Page page : pages) {
      page.context().close();
    }
  }

  @Override
  public void close() {
    http.close();
    linkMic.close();
    chromium.close();
  }
}
