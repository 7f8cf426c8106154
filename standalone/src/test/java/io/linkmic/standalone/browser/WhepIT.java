package io.linkmic.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.linkmic.browsertest.Chromium;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.Port;
import io.linkmic.standalone.RunningLinkMic;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A host in one Chromium, watched by WHEP in another. */
class WhepIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Watches, and keeps what WebRTC says of the picture and the sound. */
  private static final String WATCH =
      """
      async ({url, token}) => {
        const connection = new RTCPeerConnection();
        connection.addTransceiver('video', {direction: 'recvonly'});
        connection.addTransceiver('audio', {direction: 'recvonly'});
        const stream = new MediaStream();
        connection.ontrack = event => stream.addTrack(event.track);
        await connection.setLocalDescription();
        const answer = await fetch(url, {
          method: 'POST',
          headers: {'Content-Type': 'application/sdp', Authorization: `Bearer ${token}`},
          body: connection.localDescription.sdp});
        if (answer.status !== 201) return `${answer.status} ${await answer.text()}`;
        await connection.setRemoteDescription({type: 'answer', sdp: await answer.text()});
        const video = document.createElement('video');
        video.autoplay = true;
        video.srcObject = stream;
        document.body.append(video);
        globalThis.feed = {
          connection, video, session: new URL(answer.headers.get('Location'), url).href, token};
        return 'watching';
      }\
      """;

  private static final String FIGURES =
      """
      async () => {
        const figures = {width: feed.video.videoWidth, state: feed.connection.connectionState};
        for (const report of (await feed.connection.getStats()).values()) {
          if (report.type === 'inbound-rtp' && report.kind === 'video') {
            figures.decoded = report.framesDecoded ?? 0;
            figures.keys = report.keyFramesDecoded ?? 0;
            figures.freezes = report.freezeCount ?? 0;
            figures.lost = report.packetsLost ?? 0;
            figures.rtx = report.rtxSsrc ?? 0;
          }
          if (report.type === 'inbound-rtp' && report.kind === 'audio') {
            figures.samples = report.totalSamplesReceived ?? 0;
            figures.concealed = report.silentConcealedSamples ?? 0;
            figures.energy = report.totalAudioEnergy ?? 0;
          }
        }
        return figures;
      }\
      """;

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
  void chromium_decodes_what_another_chromium_publishes() throws Exception {
    CreatedBroadcast watched = linkMic.broadcasts().create("Watched", "host", "Watched");
    Page host = SenderTap.page(chromium);
    host.navigate(watched.hostUrl());
    host.waitForFunction("linkmic.source === 'test'");
    host.locator("#live").click();
    assertThat(host.locator("#state")).hasText("Live");
    host.waitForFunction("tap.pictures.length > 0");

    Page viewer = SenderTap.page(chromium);
    viewer.navigate(watched.watchUrl());
    assertThat(watch(viewer, watched.roomId(), "publish")).startsWith("403 ");
    assertThat(watch(viewer, watched.roomId(), "subscribe")).isEqualTo("watching");
    Eventually.holds("pictures", SOON, () -> figure(viewer, "decoded") > 100);

    assertThat(figure(viewer, "width")).isPositive();
    assertThat(figure(viewer, "keys")).isPositive();
    assertThat(figure(viewer, "samples")).isGreaterThan(48_000);
    assertThat(figure(viewer, "rtx")).as("retransmissions are known to Chromium").isPositive();
    Eventually.holds("a tone", SOON, () -> figure(viewer, "energy") > 0);
    System.out.println("WHEP in Chromium: " + viewer.evaluate(FIGURES));

    assertThat(
            viewer.evaluate(
                """
                async () => (await fetch(feed.session, {
                  method: 'DELETE',
                  headers: {Authorization: `Bearer ${feed.token}`}})).status\
                """))
        .isEqualTo(200);
    double decoded = figure(viewer, "decoded");
    assertThat(decoded).isPositive();
    Eventually.holds(
        "the end, which Chromium is told by DTLS",
        SOON,
        () -> List.of("closed", "failed", "disconnected").contains(state(viewer)));
    host.context().close();
    viewer.context().close();
  }

  private static String watch(Page viewer, String room, String grant) {
    return (String)
        viewer.evaluate(
            WATCH,
            Map.of(
                "url",
                linkMic.url("http", Port.NODE) + "/whep/rooms/" + room,
                "token",
                token(room, grant)));
  }

  private static double figure(Page viewer, String name) {
    Object figure = ((Map<?, ?>) viewer.evaluate(FIGURES)).get(name);
    return figure instanceof Number number ? number.doubleValue() : 0;
  }

  private static String state(Page viewer) {
    return String.valueOf(((Map<?, ?>) viewer.evaluate(FIGURES)).get("state"));
  }

  private static String token(String room, String grant) {
    return new TokenMinter(ApiKeys.development())
        .mint(
            new ParticipantClaims(
                ApiKeys.DEVELOPMENT_KEY,
                "viewer",
                "Viewer",
                room,
                Set.of(grant),
                Instant.now().plusSeconds(600),
                null));
  }
}
