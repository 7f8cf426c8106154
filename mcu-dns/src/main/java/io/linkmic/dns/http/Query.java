package io.linkmic.dns.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question's parameters as they were sent, decoded; null for those that are missing or empty. Of
 * several of one name the first counts, unknown names are ignored.
 */
record Query(
    @Nullable String roomId,
    @Nullable String region,
    @Nullable String isp,
    @Nullable String clientIp,
    @Nullable String limit) {
  // Five are ours; a proxy may add some.
  private static final int MAX_PARAMETERS = 16;

  /** Empty when it is not well formed. */
  static Optional<Query> of(String uri) {
    @Nullable String[] values = new @Nullable String[5];
    int end = uri.indexOf('?');
    try {
      for (int i = 0; end >= 0 && end < uri.length(); i++) {
        if (i == MAX_PARAMETERS) {
          return Optional.empty();
        }
        int start = end + 1;
        int and = uri.indexOf('&', start);
        end = and < 0 ? uri.length() : and;
        int equals = uri.indexOf('=', start);
        if (equals >= 0 && equals < end - 1) {
          int name = index(uri, start, equals - start);
          if (name >= 0 && values[name] == null) {
            values[name] = decoded(uri.substring(equals + 1, end));
          }
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new Query(values[0], values[1], values[2], values[3], values[4]));
  }

  private static int index(String uri, int start, int length) {
    return switch (length) {
      case 6 -> uri.startsWith("roomId", start) ? 0 : uri.startsWith("region", start) ? 1 : -1;
      case 3 -> uri.startsWith("isp", start) ? 2 : -1;
      case 8 -> uri.startsWith("clientIp", start) ? 3 : -1;
      case 5 -> uri.startsWith("limit", start) ? 4 : -1;
      default -> -1;
    };
  }

  private static String decoded(String text) {
    boolean plain = text.indexOf('%') < 0 && text.indexOf('+') < 0;
    return plain ? text : QueryStringDecoder.decodeComponent(text, StandardCharsets.UTF_8);
  }
}
