package io.linkmic.rtc.sdp;

import org.jspecify.annotations.Nullable;

/**
 * What we answer an offer for: to take the media it sends, or to give it media.
 *
 * @param ours of the media we give, null when we take
 */
record Purpose(@Nullable SentMedia ours) {
  static final Purpose TAKE = new Purpose(null);

  boolean gives() {
    return ours != null;
  }

  /** Whether a line of the offer serves the purpose. */
  boolean serves(RtpLine line) {
    return gives() ? line.direction().receives() : line.direction().sends();
  }

  /** Of our answer to a line. */
  Direction direction(RtpLine line) {
    return gives() ? Direction.of(serves(line), false) : Direction.of(false, serves(line));
  }
}
