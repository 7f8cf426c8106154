package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.linkmic.browsertest.Chromium;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.RunningLinkMic;
import io.linkmic.standalone.browser.FlvViewer.Picture;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Chromium sends, compared with what a viewer of HTTP-FLV gets, tag by tag. */
class ChromiumHostIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  // A second beyond the 2 s that are asked for: a loaded machine encodes late.
  private static final long KEY_FRAMES_APART_MILLIS = 3000;
  // Timestamps are whole ms, an AAC frame lasts 21⅓ of them.
  private static final double GRID_MILLIS = 1024 / 48.0;

  private static Chromium chromium;
  private static RunningLinkMic linkMic;

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
  void every_nal_unit_reaches_the_viewer_as_chromium_sent_it() throws Exception {
    CreatedBroadcast untouched = create("untouched");
    try (FlvViewer viewer = viewer(untouched)) {
      Page host = goLive(SenderTap.page(chromium), untouched);
      Eventually.holds("8 s of pictures", SOON, () -> length(viewer) > 8000);
      host.locator("#mute-audio").click();
      Eventually.holds("3 s with a muted microphone", SOON, () -> length(viewer) > 11_000);

      List<Picture> got = viewer.codedPictures();
      List<String> sent = sent(host);
      int from = sent.indexOf(got.getFirst().nalUnits());
      assertThat(from).as("the viewer's first picture among those sent").isNotNegative();
      assertThat(got.stream().map(Picture::nalUnits))
          .containsExactlyElementsOf(sent.subList(from, from + got.size()));

      assertThat(viewer.connections()).isEqualTo(1);
      assertTimestampsGrow(viewer);
      assertSoundHasNoGap(viewer);
      assertHeadersAreFollowedByAnIdr(viewer);
      List<Long> keys = got.stream().filter(Picture::idr).map(Picture::dts).toList();
      assertThat(IntStream.range(1, keys.size()).mapToLong(i -> keys.get(i) - keys.get(i - 1)))
          .isNotEmpty()
          .allMatch(apart -> apart < KEY_FRAMES_APART_MILLIS);
      host.context().close();
    }
  }

  @Test
  void a_new_picture_size_brings_its_sequence_header_and_an_idr() throws Exception {
    CreatedBroadcast resized = create("resized");
    try (FlvViewer viewer = viewer(resized)) {
      Page host = goLive(SenderTap.page(chromium), resized);
      Eventually.holds("pictures", SOON, () -> length(viewer) > 2000);
      host.evaluate(
          """
          () => {
            const parameters = tap.videoSender.getParameters();
            parameters.encodings[0].scaleResolutionDownBy = 4;
            return tap.videoSender.setParameters(parameters);
          }\
          """);

      Eventually.holds("another sequence header", SOON, () -> headers(viewer) >= 2);
      long resizedAt = length(viewer);
      Eventually.holds("pictures after it", SOON, () -> length(viewer) > resizedAt + 1000);

      assertThat(viewer.connections()).isEqualTo(1);
      assertTimestampsGrow(viewer);
      assertHeadersAreFollowedByAnIdr(viewer);
      host.context().close();
    }
  }

  @Test
  void a_host_who_reloads_the_page_continues_the_same_stream() throws Exception {
    CreatedBroadcast reloaded = create("reloaded");
    try (FlvViewer viewer = viewer(reloaded)) {
      Page host = goLive(SenderTap.page(chromium), reloaded);
      Eventually.holds("pictures", SOON, () -> length(viewer) > 2000);

      host.reload();
      start(host);
      Eventually.holds(
          "a picture of the second page",
          SOON,
          () -> {
            List<String> sent = sent(host);
            return viewer.codedPictures().stream().anyMatch(p -> sent.contains(p.nalUnits()));
          });
      long back = length(viewer);
      Eventually.holds("pictures after it", SOON, () -> length(viewer) > back + 2000);

      assertThat(viewer.connections()).isEqualTo(1);
      assertTimestampsGrow(viewer);
      assertSoundHasNoGap(viewer);
      assertHeadersAreFollowedByAnIdr(viewer);
      host.context().close();
    }
  }

  @Test
  void chromium_turns_pictures_upright_itself_and_tells_when_they_were_captured() throws Exception {
    Page host = goLive(SenderTap.page(chromium), create("upright"));
    String orientation = "urn:3gpp:video-orientation";
    assertThat(sdp(host, "localDescription")).contains(orientation);
    assertThat(sdp(host, "remoteDescription")).doesNotContain(orientation);
    assertThat(sdp(host, "remoteDescription").split("abs-capture-time", -1))
        .as("answer's parts around abs-capture-time, of picture and sound")
        .hasSize(3);
    host.context().close();
  }

  private static CreatedBroadcast create(String title) throws Exception {
    return linkMic.broadcasts().create(title, "host", title);
  }

  private static Page goLive(Page page, CreatedBroadcast broadcast) {
    page.navigate(broadcast.hostUrl());
    return start(page);
  }

  private static Page start(Page page) {
    page.waitForFunction("linkmic.source === 'test'");
    page.locator("#live").click();
    assertThat(page.locator("#state")).hasText("Live");
    page.waitForFunction("tap.pictures.length > 0");
    return page;
  }

  private static FlvViewer viewer(CreatedBroadcast broadcast) {
    return new FlvViewer(broadcast.flvUrl());
  }

  @SuppressWarnings("unchecked")
  private static List<String> sent(Page host) {
    return (List<String>) host.evaluate("tap.pictures");
  }

  private static String sdp(Page host, String description) {
    return (String) host.evaluate("tap.connections[0]." + description + ".sdp");
  }

  /** Media time of what the viewer has, in ms. */
  private static long length(FlvViewer viewer) {
    List<Picture> pictures = viewer.codedPictures();
    return pictures.isEmpty() ? 0 : pictures.getLast().dts() - pictures.getFirst().dts();
  }

  private static long headers(FlvViewer viewer) {
    return viewer.pictures().stream().filter(Picture::sequenceHeader).count();
  }

  private static void assertTimestampsGrow(FlvViewer viewer) {
    List<Long> times = viewer.codedPictures().stream().map(Picture::dts).toList();
    assertThat(IntStream.range(1, times.size()).filter(i -> times.get(i) <= times.get(i - 1)))
        .as("pictures whose time does not grow, of %d", times.size())
        .isEmpty();
  }

  private static void assertSoundHasNoGap(FlvViewer viewer) {
    List<Long> times = viewer.sound();
    assertThat(times).isNotEmpty();
    assertThat(IntStream.range(0, times.size()))
        .as("AAC packets on their grid of 1024 samples")
        .allMatch(i -> Math.abs(times.get(i) - times.getFirst() - i * GRID_MILLIS) < 2);
  }

  private static void assertHeadersAreFollowedByAnIdr(FlvViewer viewer) {
    List<Picture> pictures = viewer.pictures();
    assertThat(pictures.getFirst().sequenceHeader()).isTrue();
    for (int i = 0; i + 1 < pictures.size(); i++) {
      if (pictures.get(i).sequenceHeader()) {
        assertThat(pictures.get(i + 1))
            .as("what follows the sequence header at %d ms", pictures.get(i).dts())
            .matches(Picture::idr)
            .matches(Picture::key);
      }
    }
  }
}
