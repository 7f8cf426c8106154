package io.linkmic.rtc.sdp;

import java.util.Collection;
import java.util.List;

/**
 * The first BUNDLE group of a description (RFC 8843): the m-lines of the one transport. FFmpeg
 * names mids there that do not exist when it sends only a picture; they do no harm.
 *
 * @param mids empty without a group
 */
record Bundle(List<String> mids) {

  static Bundle of(SessionDescription description) {
    return description
        .attributes()
        .all("group")
        .map(Words::of)
        .filter(words -> !words.isEmpty() && words.getFirst().equals("BUNDLE"))
        .findFirst()
        .map(words -> new Bundle(List.copyOf(words.subList(1, words.size()))))
        .orElse(new Bundle(List.of()));
  }

  boolean holds(String mid) {
    return mids.contains(mid);
  }

  boolean isPresent() {
    return !mids.isEmpty();
  }

  /** Value of {@code a=group}. */
  static String group(Collection<String> mids) {
    return "BUNDLE " + String.join(" ", mids);
  }
}
