package io.linkmic.rtc.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCredentials;
import java.nio.charset.StandardCharsets;

/** Whatever a stranger sends leads to a value, and what we make of it can be read again. */
class SdpFuzzTest {
  private static final IceCredentials FRESH =
      new IceCredentials("freshUfr", "freshPasswordOf24Letters");

  @FuzzTest
  void any_offer_gets_an_answer_or_a_refusal(byte[] data) {
    AnyOffer.check(text(data));
  }

  @FuzzTest
  void any_answer_is_applied_or_refused(byte[] data) {
    switch (SdpOfferer.applyAnswer(TestClient.SESSION, text(data))) {
      case SdpApplied.Applied(NegotiatedSession session) -> AnyOffer.check(session);
      case SdpRefused refused -> AnyOffer.check(refused);
    }
  }

  @FuzzTest
  void any_reoffer_gets_an_answer_or_a_refusal(byte[] data) {
    NegotiatedSession current = Offers.answer(MadeOffer.audioAndVideo().text()).session();
    switch (SdpAnswerer.reanswer(text(data), current, Offers.NODE, FRESH)) {
      case SdpReoffer.Restarted restarted -> AnyOffer.check(restarted.session());
      case SdpReoffer.Unchanged unchanged -> AnyOffer.check(unchanged.session());
      case SdpRefused refused -> AnyOffer.check(refused);
    }
  }

  @FuzzTest
  void any_fragment_is_read_or_malformed(byte[] data) {
    if (SdpFragment.parse(text(data)) instanceof Parsed.Ok<SdpFragment>(SdpFragment fragment)) {
      String written = fragment.write();
      if (!(SdpFragment.parse(written) instanceof Parsed.Ok<SdpFragment>(SdpFragment again))
          || !again.candidates().equals(fragment.candidates())) {
        throw new AssertionError("not read again: " + written);
      }
    }
  }

  @FuzzTest
  void any_candidate_is_read_or_malformed(byte[] data) {
    if (CandidateParser.parse(text(data))
            instanceof Parsed.Ok<CandidateLine>(CandidateLine.Usable usable)
        && usable.candidate().address().isUnresolved()) {
      throw new AssertionError("a name went through: " + usable);
    }
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.UTF_8);
  }
}
