package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole answer to the offers of real programs. */
class SdpAnswererTest {

  @Test
  void chromium_is_answered_line_by_line() {
    String answer = Offers.answer(Offers.read(Offers.CHROMIUM_SENDONLY)).answerSdp();
    assertThat(answer.split("\r\n"))
        .containsExactly(
            "v=0",
            "o=- 7 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0 1",
            "a=msid-semantic: WMS *",
            "a=ice-lite",
            "m=audio 10000 UDP/TLS/RTP/SAVPF 111",
            "c=IN IP4 192.0.2.1",
            "a=ice-ufrag:nodeUfrg",
            "a=ice-pwd:nodePasswordOf24Letters+",
            "a=fingerprint:sha-256 AB" + ":AB".repeat(31),
            "a=setup:passive",
            "a=candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host",
            "a=end-of-candidates",
            "a=mid:0",
            "a=extmap:1 " + ExtensionUri.AUDIO_LEVEL,
            "a=extmap:2 " + ExtensionUri.ABS_SEND_TIME,
            "a=extmap:3 " + ExtensionUri.TRANSPORT_CC,
            "a=extmap:4 " + ExtensionUri.MID,
            "a=recvonly",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=rtpmap:111 opus/48000/2",
            "a=rtcp-fb:111 transport-cc",
            "a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxaveragebitrate=128000",
            "m=video 10000 UDP/TLS/RTP/SAVPF 102 103",
            "c=IN IP4 192.0.2.1",
            "a=ice-ufrag:nodeUfrg",
            "a=ice-pwd:nodePasswordOf24Letters+",
            "a=fingerprint:sha-256 AB" + ":AB".repeat(31),
            "a=setup:passive",
            "a=mid:1",
            "a=extmap:2 " + ExtensionUri.ABS_SEND_TIME,
            "a=extmap:3 " + ExtensionUri.TRANSPORT_CC,
            "a=extmap:4 " + ExtensionUri.MID,
            "a=recvonly",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=rtpmap:102 H264/90000",
            "a=rtcp-fb:102 goog-remb",
            "a=rtcp-fb:102 transport-cc",
            "a=rtcp-fb:102 ccm fir",
            "a=rtcp-fb:102 nack",
            "a=rtcp-fb:102 nack pli",
            "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f",
            "a=rtpmap:103 rtx/90000",
            "a=fmtp:103 apt=102");
  }

  @Test
  void chromium_becomes_a_session_of_sound_and_picture() {
    NegotiatedSession session = Offers.answer(Offers.read(Offers.CHROMIUM_SENDONLY)).session();
    assertThat(session.remoteIce())
        .isEqualTo(new IceCredentials("uFrg", "notAsecretJust24CharsXX"));
    assertThat(session.remoteIceLite()).isFalse();
    assertThat(session.localDtlsRole()).isEqualTo(DtlsRole.SERVER);
    assertThat(session.remoteFingerprints())
        .singleElement()
        .satisfies(f -> assertThat(f.digest().u8(31)).isEqualTo(31));
    NegotiatedMedia video = session.media().get(1);
    assertThat(video.mid()).isEqualTo("1");
    assertThat(video.kind()).isEqualTo(MediaKind.VIDEO);
    assertThat(video.receive()).isTrue();
    assertThat(video.send()).isFalse();
    assertThat(video.payloadType()).isEqualTo(102);
    assertThat(video.rtxPayloadType()).isEqualTo(103);
    assertThat(video.packetizationMode()).isEqualTo(1);
    assertThat(video.remoteSsrcs()).containsExactly(1_000_002L);
    assertThat(video.remoteRtxSsrcs()).containsExactly(1_000_003L);
    assertThat(video.extensionIds())
        .containsEntry(ExtensionUri.MID, 4)
        .doesNotContainKey(ExtensionUri.VIDEO_ORIENTATION);
  }

  @Test
  void a_data_channel_is_rejected_and_left_out_of_the_bundle() {
    String answer = Offers.answer(Offers.read(Offers.CHROMIUM_DATA_CHANNEL)).answerSdp();
    assertThat(answer)
        .contains("a=group:BUNDLE 0 1\r\n")
        .contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
  }

  @Test
  void only_udp_candidates_of_a_gathered_offer_are_kept() {
    NegotiatedSession session = Offers.answer(Offers.read(Offers.CHROMIUM_DATA_CHANNEL)).session();
    assertThat(session.remoteCandidates())
        .extracting(c -> c.address().getPort())
        .containsExactly(41_563, 51_448);
  }

  @Test
  void ffmpeg_wants_us_to_be_the_dtls_client_and_gives_no_feedback() {
    SdpAnswer.Answered answered = Offers.answer(Offers.read(Offers.FFMPEG_BASELINE));
    assertThat(answered.session().localDtlsRole()).isEqualTo(DtlsRole.CLIENT);
    assertThat(answered.answerSdp()).contains("a=setup:active").doesNotContain("a=rtcp-fb");
    NegotiatedMedia video = answered.session().media().get(1);
    assertThat(video.payloadType()).isEqualTo(106);
    assertThat(video.rtxPayloadType()).isEqualTo(-1);
    assertThat(video.profileLevelId()).isEqualTo("42001e");
    assertThat(video.feedback()).isEmpty();
  }

  @Test
  void ffmpeg_copying_a_constrained_stream_misnames_its_profile_and_is_understood() {
    NegotiatedMedia video = Offers.answer(Offers.read(Offers.FFMPEG_COPY)).session().media().get(1);
    assertThat(video.profileLevelId()).isEqualTo("42c00d");
  }

  @Test
  void ffmpeg_without_sound_names_a_line_in_its_bundle_that_does_not_exist() {
    SdpAnswer.Answered answered = Offers.answer(Offers.read(Offers.FFMPEG_VIDEO_ONLY));
    assertThat(answered.answerSdp()).contains("a=group:BUNDLE 1\r\n");
    assertThat(answered.session().media()).hasSize(1);
  }

  @Test
  void simulcast_is_answered_with_one_layer() {
    SdpAnswer.Answered answered = Offers.answer(Offers.read(Offers.CHROMIUM_SIMULCAST));
    assertThat(answered.answerSdp()).doesNotContain("simulcast").doesNotContain("a=rid");
    assertThat(answered.session().media()).hasSize(1);
  }

  @Test
  void a_viewer_who_only_receives_is_refused() {
    assertThat(Offers.refusal(Offers.read(Offers.CHROMIUM_RECVONLY)).reason())
        .isEqualTo(SdpRefusal.NO_MEDIA);
  }

  @Test
  void every_answer_fits_the_8_kilobytes_ffmpeg_reads() {
    List<String> answered =
        Offers.ALL.stream().filter(n -> !n.equals(Offers.CHROMIUM_RECVONLY)).toList();
    assertThat(answered)
        .allSatisfy(name ->
            assertThat(Offers.answer(Offers.read(name)).answerSdp().length()).isLessThan(8192));
  }
}
