package io.linkmic.origin.http;

import java.util.HashMap;
import java.util.Map;

/** The query of a request, as far as it concerns us: our parameters need no decoding. */
final class Query {
  /** Two parameters are known; room for those of proxies and players. */
  private static final int MAX_PARAMETERS = 16;

  private Query() {}

  /** Of two parameters of the same name the first counts. */
  static Map<String, String> of(String uri) {
    int question = uri.indexOf('?');
    Map<String, String> parameters = new HashMap<>();
    if (question >= 0) {
      for (String pair : uri.substring(question + 1).split("&", MAX_PARAMETERS)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    return Map.copyOf(parameters);
  }
}
