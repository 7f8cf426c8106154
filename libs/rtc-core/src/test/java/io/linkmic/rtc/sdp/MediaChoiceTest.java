package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines, codecs, feedback and extensions of an offer are taken. */
class MediaChoiceTest {

  @ParameterizedTest
  @CsvSource({
    "42e01f, CONSTRAINED_BASELINE",
    "42001f, BASELINE",
    "4d001f, MAIN",
    "4de01f, CONSTRAINED_BASELINE",
    "58c01f, CONSTRAINED_BASELINE",
    "58801f, BASELINE",
    "58001f, ",
    "64001f, HIGH",
    "640C1F, HIGH",
    "6e001f, ",
    "f4001f, ",
    "422001e, CONSTRAINED_BASELINE",
    "ffffff9d00ffffff9d, BASELINE",
    "nonsense, BASELINE",
    "'', BASELINE",
  })
  void profiles_are_told_apart_by_rfc_6184_table_5(String id, H264Profile profile) {
    assertThat(H264Profile.of(H264Profile.normalized(id)).orElse(null)).isEqualTo(profile);
  }

  @Test
  void the_senders_first_acceptable_profile_wins() {
    NegotiatedMedia video =
        video(
            "100 101 102",
            "rtpmap:100 H264/90000",
            "fmtp:100 packetization-mode=1;profile-level-id=f4001f",
            "rtpmap:101 H264/90000",
            "fmtp:101 packetization-mode=1; profile-level-id=64001F",
            "rtpmap:102 H264/90000",
            "fmtp:102 packetization-mode=1;profile-level-id=42e01f");
    assertThat(video.payloadType()).isEqualTo(101);
    assertThat(video.profileLevelId()).isEqualTo("64001f");
  }

  @Test
  void mode_1_is_preferred_within_a_profile_only() {
    String[] attributes = {
      "rtpmap:100 H264/90000",
      "fmtp:100 packetization-mode=0;profile-level-id=42e01f",
      "rtpmap:101 H264/90000",
      "fmtp:101 packetization-mode=1;profile-level-id=64001f",
      "rtpmap:102 H264/90000",
      "fmtp:102 packetization-mode=1;profile-level-id=42e01f"
    };
    assertThat(video("100 101 102", attributes).payloadType()).isEqualTo(102);
    NegotiatedMedia alone = video("100 101", attributes);
    assertThat(alone.payloadType()).isEqualTo(100);
    assertThat(alone.packetizationMode()).isEqualTo(0);
  }

  @Test
  void h264_without_parameters_is_baseline_in_mode_0() {
    NegotiatedMedia video = video("96", "rtpmap:96 h264/90000");
    assertThat(video.packetizationMode()).isEqualTo(0);
    assertThat(video.profileLevelId()).isEqualTo("420010");
  }

  @Test
  void interleaved_mode_is_not_taken() {
    String offer =
        MadeOffer.video("96", "rtpmap:96 H264/90000", "fmtp:96 packetization-mode=2").text();
    assertThat(Offers.refusal(offer).reason()).isEqualTo(SdpRefusal.NO_H264);
  }

  @Test
  void rtx_belongs_to_the_payload_type_it_names() {
    String[] attributes = {
      "rtpmap:96 H264/90000",
      "rtpmap:97 rtx/90000",
      "fmtp:97 apt=99",
      "rtpmap:98 rtx/90000",
      "fmtp:98 rtx-time=3000;apt=96"
    };
    assertThat(video("96 97 98", attributes).rtxPayloadType()).isEqualTo(98);
    assertThat(video("96 97", attributes).rtxPayloadType()).isEqualTo(-1);
  }

  @Test
  void feedback_for_all_payload_types_counts_too() {
    NegotiatedMedia video =
        video(
            "96",
            "rtpmap:96 H264/90000",
            "rtcp-fb:* nack",
            "rtcp-fb:96 NACK  PLI",
            "rtcp-fb:* ccm tmmbr",
            "rtcp-fb:*",
            "rtcp-fb:97 goog-remb");
    assertThat(video.feedback()).containsExactly("nack", "nack pli");
  }

  @Test
  void of_two_pictures_the_first_that_is_sent_is_taken() {
    String video = "video 9 UDP/TLS/RTP/SAVPF 96";
    String[] codec = {"rtcp-mux", "rtpmap:96 H264/90000"};
    SdpAnswer.Answered answered =
        Offers.answer(
            MadeOffer.audioAndVideo()
                .line(video, "mid:w", codec[0], codec[1], "sendonly")
                .with("a=mid:v\na=rtcp-mux\na=sendonly", "a=mid:v\na=rtcp-mux\na=recvonly")
                .replace("BUNDLE a v", "BUNDLE a v w"));
    assertThat(answered.session().media())
        .extracting(NegotiatedMedia::mid)
        .containsExactly("a", "w");
    assertThat(answered.answerSdp())
        .contains("a=group:BUNDLE a w\r\n")
        .contains("m=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:v\r\na=inactive");
  }

  @Test
  void a_line_that_only_receives_becomes_inactive() {
    SdpAnswer.Answered answered =
        Offers.answer(
            MadeOffer.audioAndVideo()
                .with("a=mid:v\na=rtcp-mux\na=sendonly", "a=mid:v\na=rtcp-mux\na=recvonly"));
    NegotiatedMedia video = answered.session().media().get(1);
    assertThat(video.receive()).isFalse();
    assertThat(answered.answerSdp()).contains("a=mid:v\r\na=inactive\r\n");
  }

  @Test
  void an_idle_line_outside_of_the_bundle_is_rejected() {
    SdpAnswer.Answered answered =
        Offers.answer(
            MadeOffer.audioAndVideo()
                .with("a=mid:v\na=rtcp-mux\na=sendonly", "a=mid:v\na=rtcp-mux\na=inactive")
                .replace("BUNDLE a v", "BUNDLE a"));
    assertThat(answered.session().media()).hasSize(1);
    assertThat(answered.answerSdp()).contains("m=video 0 ");
  }

  @Test
  void sound_that_is_no_opus_is_rejected_and_the_picture_taken() {
    SdpAnswer.Answered answered =
        Offers.answer(MadeOffer.audioAndVideo().with("opus/48000/2", "opus/48000"));
    assertThat(answered.session().media())
        .singleElement()
        .satisfies(m -> assertThat(m.kind()).isEqualTo(MediaKind.VIDEO));
    assertThat(answered.answerSdp()).contains("a=group:BUNDLE v\r\n", "m=audio 0 ");
  }

  @Test
  void one_line_needs_no_bundle_and_no_mid() {
    SdpAnswer.Answered answered =
        Offers.answer(
            MadeOffer.video("96", "rtpmap:96 H264/90000")
                .without("group:BUNDLE a v")
                .replace("a=mid:v\n", ""));
    assertThat(answered.session().media())
        .singleElement()
        .satisfies(m -> assertThat(m.mid()).isEqualTo("0"));
    assertThat(answered.answerSdp()).doesNotContain("a=mid", "a=group");
  }

  @ParameterizedTest
  @CsvSource({"actpass, SERVER, passive", "active, SERVER, passive", "passive, CLIENT, active"})
  void the_role_in_dtls_follows_the_offer(String setup, DtlsRole role, String answer) {
    SdpAnswer.Answered answered =
        Offers.answer(MadeOffer.audioAndVideo().text().replace("setup:actpass", "setup:" + setup));
    assertThat(answered.session().localDtlsRole()).isEqualTo(role);
    assertThat(answered.answerSdp()).contains("a=setup:" + answer + "\r\n");
  }

  @Test
  void an_offer_without_setup_is_the_dtls_client() {
    assertThat(
            Offers.answer(MadeOffer.audioAndVideo().without("setup:actpass"))
                .session()
                .localDtlsRole())
        .isEqualTo(DtlsRole.SERVER);
  }

  @Test
  void extensions_keep_their_ids_and_impossible_ones_are_left_out() {
    NegotiatedMedia video =
        video(
            "96",
            "rtpmap:96 H264/90000",
            "extmap:3/sendonly " + ExtensionUri.MID,
            "extmap:4 " + ExtensionUri.MID,
            "extmap:3 " + ExtensionUri.ABS_SEND_TIME,
            "extmap:15 " + ExtensionUri.TRANSPORT_CC,
            "extmap:0 " + ExtensionUri.TRANSPORT_CC,
            "extmap:256 " + ExtensionUri.TRANSPORT_CC,
            "extmap:x " + ExtensionUri.TRANSPORT_CC,
            "extmap:5",
            "extmap:6 urn:unknown",
            "extmap:7 " + ExtensionUri.VIDEO_ORIENTATION);
    assertThat(video.extensionIds()).isEqualTo(Map.of(ExtensionUri.MID, 3));
  }

  @Test
  void ssrcs_for_repair_are_no_media() {
    NegotiatedMedia video =
        video(
            "96",
            "rtpmap:96 H264/90000",
            "ssrc-group:FID 1 2",
            "ssrc-group:FEC-FR 1 3",
            "ssrc-group:SIM 1 4",
            "ssrc-group:FID x y",
            "ssrc-group:SIM 1 4 5",
            "ssrc:1 cname:c",
            "ssrc:1 msid:a b",
            "ssrc:2 cname:c",
            "ssrc:3 cname:c",
            "ssrc:4 cname:c",
            "ssrc:4294967296 cname:c",
            "ssrc:");
    assertThat(video.remoteSsrcs()).containsExactly(1L, 4L);
    assertThat(video.remoteRtxSsrcs()).containsExactly(2L);
  }

  @Test
  void a_thousand_ssrcs_are_cut_to_32() {
    String[] attributes = new String[1001];
    attributes[0] = "rtpmap:96 H264/90000";
    for (int i = 1; i < attributes.length; i++) {
      attributes[i] = "ssrc:" + i + " cname:c";
    }
    assertThat(video("96", attributes).remoteSsrcs()).hasSize(32);
  }

  private static NegotiatedMedia video(String formats, String... attributes) {
    return Offers.answer(MadeOffer.video(formats, attributes).text()).session().media().getFirst();
  }
}
