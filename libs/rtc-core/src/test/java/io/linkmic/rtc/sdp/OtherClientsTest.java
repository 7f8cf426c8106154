package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.rtp.ExtensionUri;
import org.junit.jupiter.api.Test;

/** Offers that were not recorded but written after what is known of their programs. */
class OtherClientsTest {

  @Test
  void firefox_lists_constrained_baseline_first() {
    NegotiatedSession session = Offers.answer(Offers.read(Offers.FIREFOX)).session();
    NegotiatedMedia video = session.media().get(1);
    assertThat(video.payloadType()).isEqualTo(126);
    assertThat(video.rtxPayloadType()).isEqualTo(127);
    assertThat(video.profileLevelId()).isEqualTo("42e01f");
    assertThat(video.feedback())
        .containsExactly("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");
    assertThat(video.remoteSsrcs()).containsExactly(1_000_002L);
    assertThat(video.remoteRtxSsrcs()).containsExactly(1_000_003L);
    assertThat(session.media().get(0).payloadType()).isEqualTo(109);
    assertThat(session.remoteFingerprints()).hasSize(1);
  }

  @Test
  void the_direction_of_the_line_counts_before_that_of_the_session() {
    assertThat(Offers.answer(Offers.read(Offers.FIREFOX)).session().media())
        .allMatch(m -> m.receive() && !m.send());
  }

  @Test
  void gstreamer_bundles_a_line_with_port_0_and_without_credentials() {
    SdpAnswer.Answered answered = Offers.answer(Offers.read(Offers.GSTREAMER));
    assertThat(answered.session().media())
        .extracting(NegotiatedMedia::mid)
        .containsExactly("video0", "audio1");
    assertThat(answered.answerSdp())
        .contains("a=group:BUNDLE video0 audio1", "m=audio 10000 ")
        .contains("packetization-mode=1;profile-level-id=42c01f");
    assertThat(answered.session().media().get(0).extensionIds())
        .containsExactly(java.util.Map.entry(ExtensionUri.TRANSPORT_CC, 1));
  }

  @Test
  void libdatachannel_says_all_of_its_transport_in_the_session() {
    NegotiatedSession session = Offers.answer(Offers.read(Offers.LIBDATACHANNEL)).session();
    assertThat(session.remoteIce().ufrag()).isEqualTo("0f1e");
    assertThat(session.localDtlsRole()).isEqualTo(DtlsRole.SERVER);
    assertThat(session.media()).hasSize(2);
  }
}
