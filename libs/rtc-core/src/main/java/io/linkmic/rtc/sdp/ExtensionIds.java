package io.linkmic.rtc.sdp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code a=extmap} (RFC 8285 §5). */
final class ExtensionIds {
  // RFC 8285 §4.3; 4096 and above are only for negotiating ranges (§6).
  private static final int MAX_ID = 255;

  // RFC 8285 §4.2: stops the reading of one-byte extensions.
  private static final int RESERVED = 15;

  private ExtensionIds() {}

  /** URI → id of those offered and accepted, in the offer's order. */
  static Map<String, Integer> of(
      SessionDescription session, MediaDescription media, Set<String> accepted) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    Stream.concat(media.attributes().all("extmap"), session.attributes().all("extmap"))
        .forEach(value -> add(Words.of(value), accepted, ids));
    return ids;
  }

  private static void add(List<String> words, Set<String> accepted, Map<String, Integer> ids) {
    if (words.size() < 2 || !accepted.contains(words.get(1))) {
      return;
    }
    String first = words.getFirst();
    int slash = first.indexOf('/');
    int id = Decimal.parse(slash < 0 ? first : first.substring(0, slash), MAX_ID);
    if (id < 1 || id == RESERVED || ids.containsValue(id)) {
      return;
    }
    ids.putIfAbsent(words.get(1), id);
  }
}
