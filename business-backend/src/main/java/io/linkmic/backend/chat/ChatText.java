package io.linkmic.backend.chat;

/** A text that somebody wants to send, judged. */
sealed interface ChatText {
  /** What fits under a video; longer texts belong elsewhere. */
  int MAXIMUM_CHARACTERS = 500;

  record Accepted(String text) implements ChatText {}

  /**
   * @param reason one sentence that quotes nothing of the text
   */
  record Refused(String reason) implements ChatText {}

  /** Trims, then judges. Characters are Unicode code points. */
  static ChatText of(String written) {
    String text = written.strip();
    if (text.isEmpty()) {
      return new Refused("The text is empty.");
    }
    // Length first: a code point has at most two chars, so nothing longer is walked through.
    if (text.length() > 2 * MAXIMUM_CHARACTERS
        || text.codePointCount(0, text.length()) > MAXIMUM_CHARACTERS) {
      return new Refused("A text has at most " + MAXIMUM_CHARACTERS + " characters.");
    }
    return text.codePoints().allMatch(ChatText::isHarmless)
        ? new Accepted(text)
        : new Refused("A text has no control characters.");
  }

  /** A name for people, out of a token: cleaned, and never empty. */
  static String name(String name, String participantId) {
    String clean =
        name.strip()
            .codePoints()
            .filter(ChatText::isHarmless)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return clean.isEmpty() ? participantId : clean;
  }

  /**
   * Not a control character, a line break, half a surrogate pair, or one of the marks that turn the
   * writing direction of what follows, with which a text can dress up as another one.
   */
  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default ->
          !(codePoint >= 0x202A && codePoint <= 0x202E)
              && !(codePoint >= 0x2066 && codePoint <= 0x2069);
    };
  }
}
