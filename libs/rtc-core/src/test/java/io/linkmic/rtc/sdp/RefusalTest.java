package io.linkmic.rtc.sdp;

import static io.linkmic.rtc.sdp.Offers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {
  private final MadeOffer good = MadeOffer.audioAndVideo();

  @Test
  void the_unspoilt_offer_is_answered() {
    assertThat(Offers.answer(good.text()).session().media()).hasSize(2);
  }

  @Test
  void a_megabyte_is_refused() {
    assertThat(refusal(good.text() + "a=x:" + "y".repeat(1 << 20)))
        .isEqualTo(new SdpRefused(SdpRefusal.TOO_LARGE, "The offer is larger than 64 KB."));
  }

  @Test
  void more_than_32_lines_are_refused() {
    String line = "m=audio 9 UDP/TLS/RTP/SAVPF 0\n";
    assertThat(refusal(good.text() + line.repeat(31)))
        .isEqualTo(
            new SdpRefused(SdpRefusal.TOO_MANY_MEDIA, "The offer has more than 32 m-lines."));
    assertThat(Offers.answer(good.text() + line.repeat(30)).session().media()).hasSize(2);
  }

  @Test
  void what_is_no_sdp_is_refused_with_the_place() {
    assertThat(refusal("").sentence())
        .isEqualTo("The offer is not readable SDP: empty at character 0.");
    assertThat(refusal("{\"type\":\"offer\"}").sentence())
        .isEqualTo("The offer is not readable SDP: not a type=value line at character 0.");
    assertThat(refusal("v=1\r\n").sentence())
        .isEqualTo("The offer is not readable SDP: does not begin with v=0 at character 0.");
    assertThat(refusal("v=0\na=x\u0000\n").sentence())
        .isEqualTo("The offer is not readable SDP: control character at character 4.");
    assertThat(refusal("v=0\nm=audio 9 RTP/SAVPF\n").sentence())
        .isEqualTo("The offer is not readable SDP: m-line of a wrong length at character 4.");
    assertThat(refusal("v=0\nm=audio 65536 RTP/SAVPF 0\n").sentence())
        .isEqualTo("The offer is not readable SDP: m-line without a port at character 4.");
    assertThat(refusal("v=0\nm=audio 9 RTP/\tSAVPF 0\n").sentence())
        .isEqualTo(
            "The offer is not readable SDP: m-line with an invisible character at character 4.");
    assertThat(refusal("v=0\nm=audio 9 RTP/SAVPF" + " 0".repeat(129)).reason())
        .isEqualTo(SdpRefusal.MALFORMED);
  }

  @Test
  void mids_must_be_tokens_and_unique() {
    assertThat(refusal(good.with("mid:v", "mid:a")).reason()).isEqualTo(SdpRefusal.MALFORMED);
    assertThat(refusal(good.with("mid:v", "mid:")).reason()).isEqualTo(SdpRefusal.MALFORMED);
    assertThat(refusal(good.with("mid:v", "mid:v v")).reason()).isEqualTo(SdpRefusal.MALFORMED);
    assertThat(refusal(good.with("mid:v", "mid:longerThan16Chars")).reason())
        .isEqualTo(SdpRefusal.MALFORMED);
  }

  @Test
  void without_ice_credentials_there_is_no_session() {
    assertThat(refusal(good.without("ice-ufrag:ufrg")))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NO_ICE_CREDENTIALS, "The offer has no usable ice-ufrag and ice-pwd."));
    assertThat(refusal(good.without("ice-pwd:passwordOf22Characters")).reason())
        .isEqualTo(SdpRefusal.NO_ICE_CREDENTIALS);
    assertThat(refusal(good.with("ice-ufrag:ufrg", "ice-ufrag:abc")).reason())
        .isEqualTo(SdpRefusal.NO_ICE_CREDENTIALS);
    assertThat(refusal(good.with("ice-pwd:password", "ice-pwd:pass:word")).reason())
        .isEqualTo(SdpRefusal.NO_ICE_CREDENTIALS);
  }

  @Test
  void a_fingerprint_must_prove_something() {
    String sha256 = "fingerprint:sha-256 0A" + ":0A".repeat(31);
    assertThat(refusal(good.without(sha256)))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NO_FINGERPRINT,
                "The offer has no DTLS fingerprint by SHA-256, SHA-384 or SHA-512."));
    String sha1 = "fingerprint:sha-1 0A" + ":0A".repeat(19);
    assertThat(refusal(good.with(sha256, sha1)).reason()).isEqualTo(SdpRefusal.NO_FINGERPRINT);
    assertThat(refusal(good.with(":0A:0A:0A\n", ":0A:0A\n")).reason())
        .isEqualTo(SdpRefusal.NO_FINGERPRINT);
    assertThat(refusal(good.with(":0A:0A:0A\n", ":0A:0A:0G\n")).reason())
        .isEqualTo(SdpRefusal.NO_FINGERPRINT);
    assertThat(refusal(good.with("sha-256 ", "sha-256")).reason())
        .isEqualTo(SdpRefusal.NO_FINGERPRINT);
  }

  @Test
  void other_strong_digests_do() {
    for (int bits : new int[] {384, 512}) {
      String text =
          good.with(
              "sha-256 0A" + ":0A".repeat(31), "SHA-" + bits + " 0a" + ":0a".repeat(bits / 8 - 1));
      assertThat(Offers.answer(text).session().remoteFingerprints())
          .singleElement()
          .satisfies(f -> assertThat(f.algorithm()).isEqualTo("sha-" + bits));
    }
  }

  @Test
  void someone_must_start_dtls() {
    assertThat(refusal(good.with("setup:actpass", "setup:holdconn")).reason())
        .isEqualTo(SdpRefusal.MALFORMED);
  }

  @Test
  void an_offer_that_sends_nothing_is_refused() {
    assertThat(refusal(MadeOffer.empty().text()))
        .isEqualTo(
            new SdpRefused(SdpRefusal.NO_MEDIA, "The offer sends neither sound nor picture."));
    assertThat(refusal(good.with("a=sendonly", "a=inactive")).reason())
        .isEqualTo(SdpRefusal.NO_MEDIA);
    assertThat(refusal(good.text().replaceAll("m=(audio|video) 9", "m=$1 0")).reason())
        .isEqualTo(SdpRefusal.NO_MEDIA);
    assertThat(refusal(good.with("UDP/TLS/RTP/SAVPF", "RTP/AVP")).reason())
        .isEqualTo(SdpRefusal.NO_MEDIA);
  }

  @Test
  void a_picture_without_h264_is_refused_even_if_there_is_sound() {
    assertThat(refusal(good.with("H264/90000", "VP8/90000")))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NO_H264,
                "The offer has no H.264 of profile baseline, main or high; H.264 is the only video"
                    + " that reaches the audience."));
  }

  @Test
  void sound_alone_must_be_opus() {
    assertThat(refusal(good.with("opus/48000/2", "PCMU/8000").replaceAll("m=video 9", "m=video 0")))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NO_OPUS,
                "The offer has no Opus; Opus 48000/2 is the only sound that reaches the audience."));
  }

  @Test
  void two_transports_are_refused() {
    assertThat(refusal(good.without("group:BUNDLE a v")))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NOT_BUNDLED,
                "The offer has sound and picture on separate transports; put both into one BUNDLE"
                    + " group."));
    assertThat(refusal(good.with("BUNDLE a v", "BUNDLE a")).reason())
        .isEqualTo(SdpRefusal.NOT_BUNDLED);
  }

  @Test
  void rtcp_on_a_port_of_its_own_is_refused() {
    assertThat(refusal(good.without("rtcp-mux")))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NO_RTCP_MUX,
                "The offer does not multiplex RTCP with RTP; add a=rtcp-mux."));
  }
}
