package io.linkmic.node.signaling.whip;

import java.util.Locale;

/** Which of the two doors: they differ in who sends the media. */
enum Door {
  /** RFC 9725: the client publishes. */
  WHIP,
  /** draft-ietf-wish-whep: the client watches the program. */
  WHEP;

  /** As it stands in the path. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Door of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
