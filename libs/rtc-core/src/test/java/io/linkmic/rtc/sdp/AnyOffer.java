package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import java.nio.charset.StandardCharsets;

/** What holds of every offer, good or bad. */
final class AnyOffer {
  // A stranger must not make us write much more than he wrote.
  private static final int OUR_SHARE = 4096;

  private AnyOffer() {}

  /** Whether it was answered. */
  static boolean check(String offer) {
    return switch (SdpAnswerer.answer(offer, Offers.NODE)) {
      case SdpAnswer.Answered(String answer, NegotiatedSession session) -> {
        check(session);
        check(offer, answer);
        yield true;
      }
      case SdpRefused refused -> {
        check(refused);
        yield false;
      }
    };
  }

  private static void check(String offer, String answer) {
    require(answer.length() <= offer.length() * 3 + OUR_SHARE, "an answer that is too long");
    require(
        answer.chars().allMatch(c -> c >= ' ' || c == '\r' || c == '\n'),
        "no control character in an answer");
    if (!(SdpParser.parse(answer) instanceof Parsed.Ok<SessionDescription>(SessionDescription a))
        || !(SdpParser.parse(offer)
            instanceof Parsed.Ok<SessionDescription>(SessionDescription o))) {
      throw new AssertionError("an answer that cannot be read: " + answer);
    }
    require(a.media().size() == o.media().size(), "the offered lines");
  }

  static void check(NegotiatedSession session) {
    require(!session.media().isEmpty() && session.media().size() <= 2, "one of each kind");
    require(!session.remoteFingerprints().isEmpty(), "a fingerprint");
    require(session.remoteCandidates().size() <= RemoteTransport.MAX_CANDIDATES, "few candidates");
    for (NegotiatedMedia media : session.media()) {
      require(!media.mid().isEmpty() && media.mid().length() <= 16, "a mid");
      require(media.payloadType() >= 0 && media.payloadType() <= 127, "a payload type");
      require(media.extensionIds().values().stream().allMatch(id -> id >= 1 && id <= 255), "ids");
      require(media.remoteRtxSsrcs().size() <= media.remoteSsrcs().size(), "rtx of media");
    }
    require(
        session.remoteCandidates().stream().noneMatch(c -> c.address().isUnresolved()), "literals");
  }

  static void check(SdpRefused refused) {
    String sentence = refused.sentence();
    require(sentence.endsWith("."), "a sentence");
    require(sentence.getBytes(StandardCharsets.UTF_8).length < 200, "a short sentence");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected " + what);
    }
  }
}
