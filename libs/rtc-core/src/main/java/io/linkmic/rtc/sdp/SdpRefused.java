package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;

/**
 * No session came of it.
 *
 * @param sentence one English sentence, holds nothing a stranger wrote
 */
public record SdpRefused(SdpRefusal reason, String sentence)
    implements SdpAnswer, SdpApplied, SdpReoffer {

  static SdpRefused unreadable(String what, Parsed.Malformed<?> malformed) {
    return switch (malformed.reason()) {
      case SdpParser.TOO_LARGE -> SdpRefusal.TOO_LARGE.of(what);
      case SdpParser.TOO_MANY_MEDIA -> SdpRefusal.TOO_MANY_MEDIA.of(what);
      default ->
          new SdpRefused(
              SdpRefusal.MALFORMED,
              "The %s is not readable SDP: %s at character %s."
                  .formatted(what, malformed.reason(), malformed.offset()));
    };
  }
}
