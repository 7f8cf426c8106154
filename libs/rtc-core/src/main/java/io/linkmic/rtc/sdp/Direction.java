package io.linkmic.rtc.sdp;

import java.util.Optional;

/** RFC 8866 §6.7: who sends, seen from the side that wrote it. */
enum Direction {
  SENDRECV("sendrecv", true, true),
  SENDONLY("sendonly", true, false),
  RECVONLY("recvonly", false, true),
  INACTIVE("inactive", false, false);

  private final String word;
  private final boolean sends;
  private final boolean receives;

  Direction(String word, boolean sends, boolean receives) {
    this.word = word;
    this.sends = sends;
    this.receives = receives;
  }

  static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }

  /** The m-line's own, else the session's, else {@code sendrecv} (RFC 8866 §6.7). */
  static Direction of(SessionDescription session, MediaDescription media) {
    return in(media.attributes()).or(() -> in(session.attributes())).orElse(SENDRECV);
  }

  private static Optional<Direction> in(Attributes attributes) {
    for (Direction direction : values()) {
      if (attributes.has(direction.word)) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }

  boolean sends() {
    return sends;
  }

  boolean receives() {
    return receives;
  }

  String word() {
    return word;
  }
}
