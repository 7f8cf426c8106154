package io.linkmic.rtc.sdp;

import java.util.ArrayList;
import java.util.List;

/** Splits lines into words; blanks may repeat, as some clients write them. */
final class Words {
  private Words() {}

  static List<String> of(String line) {
    return split(line, ' ');
  }

  /** Non-empty parts between separators, trimmed of blanks. */
  static List<String> split(String line, char separator) {
    List<String> words = new ArrayList<>();
    int from = 0;
    while (from <= line.length()) {
      int to = line.indexOf(separator, from);
      if (to < 0) {
        to = line.length();
      }
      String word = line.substring(from, to).strip();
      if (!word.isEmpty()) {
        words.add(word);
      }
      from = to + 1;
    }
    return words;
  }

  /** Visible ASCII; wider than RFC 8866's token, but nothing that could break a line. */
  static boolean isToken(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
