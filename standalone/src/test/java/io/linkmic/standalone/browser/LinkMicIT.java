package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.standalone.Port;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people on air together, each in a Chromium of their own, and one who watches them. */
class LinkMicIT {
  /** Measured: 0.3–0.8 s where three browsers and all of LinkMic share two busy cores. */
  private static final double LONGEST_STALL_MILLIS = 3000;

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
  void a_guest_joins_is_laid_out_and_leaves_and_the_audience_keeps_its_stream() throws Exception {
    CreatedBroadcast together = stage.linkMic().broadcasts().create("Together", "ada", "Ada");
    Page host = stage.open(together.hostUrl());
    assertThat(host.locator("#who")).hasText("You are Ada, the host.");
    stage.goLive(host, "test");
    Page viewer = stage.open(together.watchUrl());
    stage.awaits(viewer, "linkmic.state === 'playing' && linkmic.width > 0");
    assertThat(host.locator("#return-picture")).isHidden();
    stage.awaitMode(together, "passthrough");
    stage.watchScreen(viewer);

    Page guest = stage.open(stage.invite(together, "Bob"));
    assertThat(guest.locator("#who")).hasText("You are Bob, a guest in this broadcast.");
    stage.goLive(guest, "camera");
    stage.awaitMode(together, "mix");
    awaitReturn(host);
    awaitReturn(guest);
    // The node takes the feed away; the page asks for it again.
    host.evaluate("linkmicSocket.emit('unsubscribe', {source: 'mix'})");
    stage.awaits(host, "linkmic.return.reconnects > 0");
    awaitReturn(host);
    stage.shoot(host, "host-return-1280");
    host.setViewportSize(360, 740);
    stage.shoot(host, "host-return-360");
    host.setViewportSize(1280, 800);
    stage.plays(viewer, 4);
    stage.shoot(viewer, "watch-mix");

    layOut(together, viewer);

    guest.locator("#live").click();
    assertThat(guest.locator("#state")).hasText("Not live");
    stage.awaitMode(together, "passthrough");
    assertThat(host.locator("#return-picture")).isHidden();
    assertThat(guest.locator("#return-picture")).isHidden();
    stage.plays(viewer, 4);

    System.out.println(
        "audience across join and leave: "
            + viewer.evaluate(
                "JSON.stringify({...seen, stalls: linkmic.stalls, stalledMs: linkmic.stalledMs,"
                    + " latencyMs: linkmic.latencyMs})"));
    assertThat(stage.number(viewer, "linkmic.attempts"))
        .as("connections of the viewer")
        .isEqualTo(1);
    assertThat(stage.number(viewer, "seen.longestStallMs"))
        .as("longest stall")
        .isLessThan(LONGEST_STALL_MILLIS);
    assertThat(stage.errors()).isEmpty();
    stage.close(host, guest, viewer);
  }

  @Test
  void a_guest_who_may_only_publish_is_on_air_and_told_why_the_others_are_not_seen()
      throws Exception {
    CreatedBroadcast half = stage.linkMic().broadcasts().create("Half", "ada", "Ada");
    Page host = stage.open(half.hostUrl());
    stage.goLive(host, "test");
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
    Page guest = stage.open(half.hostUrl().replaceFirst("#token=[^&]*", "#token=" + token));
    stage.goLive(guest, "camera");

    assertThat(guest.locator("#return-cover")).containsText("Your ticket does not allow to see");
    assertThat(guest.locator("#return-again")).isVisible();
    assertThat(guest.locator("#state")).hasText("Live");
    assertThat(stage.errors()).isEmpty();
    stage.close(host, guest);
  }

  /** By the console: beside each other first, then the guest in a corner. */
  private static void layOut(CreatedBroadcast broadcast, Page viewer) throws Exception {
    stage.awaits(viewer, "(" + UPPER_RIGHT + ")().green > 2 * (" + UPPER_RIGHT + ")().blue + 30");
    Page console =
        stage.open(
            stage.linkMic().url("http", Port.PAGES) + "/#/broadcasts/" + broadcast.broadcastId());
    stage.awaits(console, "document.querySelector('video.preview')?.videoWidth > 0");
    console.locator("input[name=template][value=picture-in-picture]").check();
    console.getByRole(AriaRole.BUTTON, named("Apply")).click();
    assertThat(console.getByText("Applied.")).isVisible();

    assertThat(stage.layout(broadcast).path("template").asString(""))
        .isEqualTo("picture-in-picture");
    stage.awaits(viewer, "(" + UPPER_RIGHT + ")().blue > 2 * (" + UPPER_RIGHT + ")().green + 30");
    assertThat(stage.program(broadcast).path("mode").asString("")).isEqualTo("mix");
    stage.shoot(viewer, "watch-picture-in-picture");
    stage.shoot(console, "console-layout-1280");
    console.setViewportSize(360, 740);
    stage.shoot(console, "console-layout-360");
    console.context().close();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static void awaitReturn(Page page) throws Exception {
    stage.awaits(page, "linkmic.return.state === 'playing' && linkmic.return.width > 0");
    double frames = stage.number(page, "linkmic.return.frames");
    stage.awaits(page, "linkmic.return.frames > " + (frames + 30));
    stage.awaits(page, "linkmic.return.soundEnergy > 0");
    assertThat(page.locator("#return-cover")).isHidden();
    System.out.println("return: " + page.evaluate("JSON.stringify(linkmic.return)"));
  }
}
