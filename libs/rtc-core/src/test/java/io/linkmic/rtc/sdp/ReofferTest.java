package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;

/** Another offer within a session. */
class ReofferTest {
  private static final IceCredentials FRESH =
      new IceCredentials("freshUfr", "freshPasswordOf24Letters");

  private final MadeOffer offer = MadeOffer.audioAndVideo();
  private final NegotiatedSession current = Offers.answer(offer.text()).session();

  @Test
  void the_same_credentials_change_nothing() {
    assertThat(reoffer(offer.text()))
        .isInstanceOfSatisfying(
            SdpReoffer.Unchanged.class,
            unchanged -> {
              assertThat(unchanged.session()).isEqualTo(current);
              assertThat(unchanged.answerSdp()).contains("o=- 7 2 ", "a=ice-ufrag:nodeUfrg\r\n");
            });
  }

  @Test
  void new_credentials_are_answered_with_fresh_ones() {
    assertThat(reoffer(offer.with("ice-ufrag:ufrg", "ice-ufrag:next")))
        .isInstanceOfSatisfying(
            SdpReoffer.Restarted.class,
            restarted -> {
              assertThat(restarted.session().remoteIce())
                  .isEqualTo(new IceCredentials("next", "passwordOf22Characters"));
              assertThat(restarted.answerSdp())
                  .contains("o=- 7 2 ", "a=ice-ufrag:freshUfr\r\n")
                  .doesNotContain("nodeUfrg");
            });
  }

  @Test
  void the_roles_of_dtls_stay() {
    NegotiatedSession asClient =
        Offers.answer(offer.with("setup:actpass", "setup:passive")).session();
    SdpReoffer outcome = SdpAnswerer.reanswer(offer.text(), asClient, next(), FRESH);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            SdpReoffer.Unchanged.class,
            unchanged -> {
              assertThat(unchanged.session().localDtlsRole()).isEqualTo(DtlsRole.CLIENT);
              assertThat(unchanged.answerSdp()).contains("a=setup:active\r\n");
            });
  }

  @Test
  void another_certificate_needs_another_session() {
    assertThat(reoffer(offer.with("sha-256 0A:", "sha-256 0B:")))
        .isEqualTo(
            new SdpRefused(
                SdpRefusal.OTHER_FINGERPRINT,
                "The offer has another DTLS fingerprint; open a new session."));
  }

  @Test
  void an_unreadable_offer_is_refused() {
    assertThat(reoffer("hello"))
        .isInstanceOfSatisfying(
            SdpRefused.class, r -> assertThat(r.reason()).isEqualTo(SdpRefusal.MALFORMED));
  }

  private SdpReoffer reoffer(String text) {
    return SdpAnswerer.reanswer(text, current, next(), FRESH);
  }

  private static LocalSession next() {
    return Offers.NODE.restarted(Offers.NODE_ICE, 2);
  }
}
