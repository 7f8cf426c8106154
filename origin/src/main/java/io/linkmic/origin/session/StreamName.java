package io.linkmic.origin.session;

import io.linkmic.origin.stream.StreamKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The name that publish and play carry: {@code key?epoch=7&key=secret}.
 *
 * @param key what comes before the question mark
 * @param parameters of the query, decoded
 */
record StreamName(StreamKey key, Map<String, String> parameters) {
  /** Two parameters are known; room for those of others. */
  private static final int MAX_PARAMETERS = 16;

  /** The name, or nothing when it holds no key. */
  static Optional<StreamName> parse(String text) {
    int question = text.indexOf('?');
    String key = question < 0 ? text : text.substring(0, question);
    String query = question < 0 ? "" : text.substring(question + 1);
    return StreamKey.parse(key).map(parsed -> new StreamName(parsed, parameters(query)));
  }

  /** The publisher's fencing epoch. */
  OptionalLong epoch() {
    String text = parameters.getOrDefault("epoch", "");
    // Eighteen digits always fit; a longer number is no epoch of ours.
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", MAX_PARAMETERS)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return Map.copyOf(parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
