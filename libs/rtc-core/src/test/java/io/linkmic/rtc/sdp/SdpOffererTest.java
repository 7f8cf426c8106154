package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.rtp.ExtensionUri;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdpOffererTest {
  private static final OfferedSession CLIENT = TestClient.SESSION;

  @Test
  void an_offer_is_written_line_by_line() {
    assertThat(SdpOfferer.offer(CLIENT).split("\r\n"))
        .containsExactly(
            "v=0",
            "o=- 9 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0 1",
            "a=msid-semantic: WMS *",
            "m=audio 4000 UDP/TLS/RTP/SAVPF 111",
            "c=IN IP4 192.0.2.9",
            "a=ice-ufrag:clnt",
            "a=ice-pwd:clientPasswordOf24Letter",
            "a=fingerprint:sha-256 CD" + ":CD".repeat(31),
            "a=setup:actpass",
            "a=candidate:1 1 udp 2130706431 192.0.2.9 4000 typ host",
            "a=end-of-candidates",
            "a=mid:0",
            "a=extmap:1 " + ExtensionUri.AUDIO_LEVEL,
            "a=extmap:2 " + ExtensionUri.ABS_SEND_TIME,
            "a=extmap:3 " + ExtensionUri.TRANSPORT_CC,
            "a=extmap:4 " + ExtensionUri.MID,
            "a=sendonly",
            "a=msid:host audio",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=rtpmap:111 opus/48000/2",
            "a=rtcp-fb:111 transport-cc",
            "a=rtcp-fb:111 nack",
            "a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxaveragebitrate=128000",
            "a=ssrc:1 cname:host",
            "m=video 4000 UDP/TLS/RTP/SAVPF 102 103",
            "c=IN IP4 192.0.2.9",
            "a=ice-ufrag:clnt",
            "a=ice-pwd:clientPasswordOf24Letter",
            "a=fingerprint:sha-256 CD" + ":CD".repeat(31),
            "a=setup:actpass",
            "a=mid:1",
            "a=extmap:2 " + ExtensionUri.ABS_SEND_TIME,
            "a=extmap:3 " + ExtensionUri.TRANSPORT_CC,
            "a=extmap:5 " + ExtensionUri.VIDEO_ORIENTATION,
            "a=extmap:4 " + ExtensionUri.MID,
            "a=sendonly",
            "a=msid:host video",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=rtpmap:102 H264/90000",
            "a=rtcp-fb:102 goog-remb",
            "a=rtcp-fb:102 transport-cc",
            "a=rtcp-fb:102 ccm fir",
            "a=rtcp-fb:102 nack",
            "a=rtcp-fb:102 nack pli",
            "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
            "a=rtpmap:103 rtx/90000",
            "a=fmtp:103 apt=102",
            "a=ssrc-group:FID 2 3",
            "a=ssrc:2 cname:host",
            "a=ssrc:3 cname:host");
  }

  @Test
  void client_and_node_agree() {
    SdpAnswer.Answered node = Offers.answer(SdpOfferer.offer(CLIENT));
    NegotiatedSession client = applied(node.answerSdp());
    assertThat(client.localDtlsRole()).isEqualTo(DtlsRole.CLIENT);
    assertThat(client.remoteIceLite()).isTrue();
    assertThat(client.remoteIce()).isEqualTo(Offers.NODE_ICE);
    assertThat(client.remoteCandidates())
        .singleElement()
        .satisfies(c -> assertThat(c.address()).isEqualTo(Offers.NODE.addresses().getFirst()));
    assertThat(client.remoteFingerprints()).containsExactly(Offers.NODE.fingerprint());
    assertThat(client.media()).hasSameSizeAs(node.session().media());
    for (int i = 0; i < client.media().size(); i++) {
      NegotiatedMedia ours = client.media().get(i);
      NegotiatedMedia theirs = node.session().media().get(i);
      assertThat(ours.send()).isTrue();
      assertThat(theirs.receive()).isTrue();
      assertThat(ours.receive() || theirs.send()).isFalse();
      assertThat(ours.payloadType()).isEqualTo(theirs.payloadType());
      assertThat(ours.rtxPayloadType()).isEqualTo(theirs.rtxPayloadType());
      assertThat(ours.profileLevelId()).isEqualTo(theirs.profileLevelId());
      assertThat(ours.feedback()).isEqualTo(theirs.feedback());
      assertThat(ours.extensionIds()).isEqualTo(theirs.extensionIds());
    }
    assertThat(node.session().media().get(1).remoteSsrcs()).containsExactly(2L);
    assertThat(node.session().media().get(1).remoteRtxSsrcs()).containsExactly(3L);
  }

  @Test
  void a_rejected_line_is_left_out() {
    String answer =
        Offers.answer(SdpOfferer.offer(CLIENT))
            .answerSdp()
            .replace("m=audio 10000", "m=audio 0")
            .replace("BUNDLE 0 1", "BUNDLE 1");
    assertThat(applied(answer).media()).extracting(NegotiatedMedia::mid).containsExactly("1");
  }

  @Test
  void an_answer_that_takes_nothing_is_refused() {
    String answer =
        Offers.answer(SdpOfferer.offer(CLIENT))
            .answerSdp()
            .replaceAll("m=(audio|video) 10000", "m=$1 0");
    assertThat(refused(answer)).isEqualTo(SdpRefusal.REJECTED);
  }

  @Test
  void an_answer_must_decide_who_starts_dtls() {
    String answer = Offers.answer(SdpOfferer.offer(CLIENT)).answerSdp();
    assertThat(refused(answer.replace("setup:passive", "setup:actpass")))
        .isEqualTo(SdpRefusal.MALFORMED);
    assertThat(applied(answer.replace("setup:passive", "setup:active")).localDtlsRole())
        .isEqualTo(DtlsRole.SERVER);
  }

  @Test
  void an_answer_with_other_lines_than_offered_is_refused() {
    String answer = Offers.answer(SdpOfferer.offer(CLIENT)).answerSdp();
    assertThat(refused(answer.substring(0, answer.indexOf("m=video"))))
        .isEqualTo(SdpRefusal.MALFORMED);
    assertThat(refused(answer.replace("a=mid:1", "a=mid:2"))).isEqualTo(SdpRefusal.MALFORMED);
  }

  @Test
  void an_answer_with_separate_transports_or_without_mux_is_refused() {
    String answer = Offers.answer(SdpOfferer.offer(CLIENT)).answerSdp();
    assertThat(refused(answer.replace("a=group:BUNDLE 0 1\r\n", "")))
        .isEqualTo(SdpRefusal.NOT_BUNDLED);
    assertThat(refused(answer.replace("a=rtcp-mux\r\n", ""))).isEqualTo(SdpRefusal.NO_RTCP_MUX);
  }

  @Test
  void an_unreadable_answer_is_refused_with_a_sentence_about_the_answer() {
    assertThat(SdpOfferer.applyAnswer(CLIENT, "<html>502</html>"))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.MALFORMED,
                "The answer is not readable SDP: not a type=value line at character 0."));
  }

  @Test
  void an_extension_answered_with_another_id_is_not_used() {
    String answer =
        Offers.answer(SdpOfferer.offer(CLIENT)).answerSdp().replace("extmap:4 ", "extmap:6 ");
    assertThat(applied(answer).media())
        .allSatisfy(m -> assertThat(m.extensionIds()).doesNotContainKey(ExtensionUri.MID));
  }

  @Test
  void a_viewer_offers_to_receive_and_announces_no_ssrc() {
    var viewer =
        new OfferedSession(
            9,
            1,
            CLIENT.ice(),
            CLIENT.fingerprint(),
            List.of(),
            "viewer",
            List.of(OfferedMedia.video("v", 2, 3).direction(false, true)));
    assertThat(SdpOfferer.offer(viewer))
        .contains("m=video 9 ", "c=IN IP4 0.0.0.0", "a=recvonly")
        .doesNotContain("a=ssrc", "a=msid:", "a=candidate");
  }

  private static NegotiatedSession applied(String answer) {
    return switch (SdpOfferer.applyAnswer(CLIENT, answer)) {
      case SdpApplied.Applied(NegotiatedSession session) -> session;
      case SdpRefused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static SdpRefusal refused(String answer) {
    return switch (SdpOfferer.applyAnswer(CLIENT, answer)) {
      case SdpApplied.Applied applied -> throw new AssertionError(applied.toString());
      case SdpRefused refused -> refused.reason();
    };
  }
}
