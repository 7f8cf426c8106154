package io.linkmic.rtc.sdp;

import java.util.HashSet;
import java.util.Set;

/** RFC 9143 §4: each mid is a token and names one m-line. */
final class Mids {
  // RFC 8843 §15 carries them in RTP header extensions, whose one-byte form holds 16.
  private static final int MAX_LENGTH = 16;

  private Mids() {}

  static boolean areGood(SessionDescription description) {
    Set<String> seen = new HashSet<>();
    return description.media().stream()
        .flatMap(media -> media.mid().stream())
        .allMatch(mid -> Words.isToken(mid) && mid.length() <= MAX_LENGTH && seen.add(mid));
  }
}
