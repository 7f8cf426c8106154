package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Answers to those who receive. */
class GivingTest {
  private static final SentMedia OURS = new SentMedia("feed", 11, 22, 33);

  @Test
  void a_chromium_that_only_receives_is_told_our_ssrcs() {
    SdpAnswer.Answered answered = given(Offers.read(Offers.CHROMIUM_RECVONLY));
    assertThat(section(answered.answerSdp(), "m=video"))
        .contains(
            "a=sendonly",
            "a=msid:feed video",
            "a=ssrc-group:FID 22 33",
            "a=ssrc:22 cname:feed",
            "a=ssrc:33 cname:feed",
            "a=rtcp-fb:" + payloadType(answered) + " nack");
    assertThat(section(answered.answerSdp(), "m=audio"))
        .contains("a=sendonly", "a=msid:feed audio", "a=ssrc:11 cname:feed")
        .noneMatch(line -> line.startsWith("a=ssrc-group"));
  }

  @Test
  void a_receiver_is_asked_for_remb_which_it_only_sends_without_transport_cc() {
    SdpAnswer.Answered answered = given(Offers.read(Offers.CHROMIUM_RECVONLY));
    assertThat(media(answered, MediaKind.VIDEO).feedback())
        .containsExactly("goog-remb", "ccm fir", "nack", "nack pli");
    assertThat(media(answered, MediaKind.AUDIO).feedback()).doesNotContain("transport-cc");
    assertThat(answered.answerSdp())
        .doesNotContain("a=rtcp-fb:" + payloadType(answered) + " transport");
  }

  @Test
  void what_was_announced_is_what_is_sent() {
    NegotiatedMedia video = media(given(Offers.read(Offers.CHROMIUM_RECVONLY)), MediaKind.VIDEO);
    assertThat(video.send()).isTrue();
    assertThat(video.receive()).isFalse();
    assertThat(video.localSsrc()).isEqualTo(22);
    assertThat(video.localRtxSsrc()).isEqualTo(33);
  }

  @Test
  void the_highest_profile_is_chosen_because_hosts_send_any() {
    NegotiatedMedia video = media(given(Offers.read(Offers.CHROMIUM_RECVONLY)), MediaKind.VIDEO);
    assertThat(video.profileLevelId()).isEqualTo("4d001f");
    assertThat(video.packetizationMode()).isEqualTo(1);
  }

  @Test
  void one_who_sends_and_receives_is_given_media_only() {
    SdpAnswer.Answered answered = given(Offers.read(Offers.CHROMIUM_DATA_CHANNEL));
    assertThat(section(answered.answerSdp(), "m=video")).contains("a=sendonly");
    assertThat(answered.session().media()).allMatch(m -> m.send() && !m.receive());
  }

  @Test
  void one_who_only_sends_is_refused() {
    assertThat(SdpAnswerer.give(Offers.read(Offers.CHROMIUM_SENDONLY), Offers.NODE, OURS))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.NO_RECEIVER, "The offer receives neither sound nor picture."));
  }

  @Test
  void pictures_that_may_not_be_cut_are_refused() {
    String single =
        Offers.read(Offers.CHROMIUM_RECVONLY)
            .replace("packetization-mode=1", "packetization-mode=0");
    assertThat(SdpAnswerer.give(single, Offers.NODE, OURS))
        .isInstanceOfSatisfying(
            SdpRefused.class, r -> assertThat(r.reason()).isEqualTo(SdpRefusal.NO_H264_RECEIVER));
  }

  @Test
  void a_restart_keeps_what_was_announced() {
    String offer = Offers.read(Offers.CHROMIUM_RECVONLY);
    NegotiatedSession before = given(offer).session();
    IceCredentials fresh = new IceCredentials("freshUfr", "freshPasswordOf24Letters");
    String again = offer.replace("a=ice-ufrag:uFrg", "a=ice-ufrag:next");
    LocalSession next = Offers.NODE.restarted(Offers.NODE_ICE, 2);
    assertThat(SdpAnswerer.regive(again, before, next, fresh, OURS))
        .isInstanceOfSatisfying(
            SdpReoffer.Restarted.class,
            restarted -> {
              assertThat(restarted.answerSdp()).contains("a=ice-ufrag:freshUfr", "a=ssrc:22 ");
              assertThat(restarted.session().media()).isEqualTo(before.media());
            });
  }

  @Test
  void our_own_client_takes_what_is_given() {
    OfferedSession offered =
        new OfferedSession(
            1,
            1,
            Offers.NODE_ICE,
            Offers.NODE.fingerprint(),
            List.of(),
            "client",
            List.of(
                OfferedMedia.audio("0", 0).direction(false, true),
                OfferedMedia.video("1", 0, 0).direction(false, true)));
    String answer = given(SdpOfferer.offer(offered)).answerSdp();
    assertThat(SdpOfferer.applyAnswer(offered, answer))
        .isInstanceOfSatisfying(
            SdpApplied.Applied.class,
            applied -> {
              assertThat(applied.session().media()).allMatch(m -> m.receive() && !m.send());
              NegotiatedMedia video = applied.session().media().get(1);
              assertThat(video.remoteSsrcs()).containsExactly(22L);
              assertThat(video.remoteRtxSsrcs()).containsExactly(33L);
            });
  }

  @Test
  void random_names_differ() {
    SentMedia some = SentMedia.random(RandomGenerator.getDefault());
    assertThat(List.of(some.audioSsrc(), some.videoSsrc(), some.videoRtxSsrc()))
        .doesNotHaveDuplicates()
        .allMatch(ssrc -> ssrc > 0 && ssrc < 1L << 32);
  }

  private static SdpAnswer.Answered given(String offer) {
    return switch (SdpAnswerer.give(offer, Offers.NODE, OURS)) {
      case SdpAnswer.Answered answered -> answered;
      case SdpRefused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static NegotiatedMedia media(SdpAnswer.Answered answered, MediaKind kind) {
    return answered.session().media().stream()
        .filter(m -> m.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static int payloadType(SdpAnswer.Answered answered) {
    return media(answered, MediaKind.VIDEO).payloadType();
  }

  /** The lines of the m-line that begins so. */
  private static List<String> section(String sdp, String begin) {
    List<String> lines = Arrays.asList(sdp.split("\r\n"));
    int from = 0;
    while (!lines.get(from).startsWith(begin)) {
      from++;
    }
    int to = from + 1;
    while (to < lines.size() && !lines.get(to).startsWith("m=")) {
      to++;
    }
    return lines.subList(from, to);
  }
}
