package io.linkmic.origin.http;

import io.linkmic.origin.stream.StreamKey;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;

/** What a request asks for. */
sealed interface Route {

  /** {@code GET /live/{key}.flv}. */
  record Watch(StreamKey key) implements Route {}

  /** {@code HEAD /live/{key}.flv}. */
  record WatchHead(StreamKey key) implements Route {}

  /** {@code OPTIONS}: a browser asks before a request of another site. */
  record Preflight() implements Route {}

  /** {@code GET /v1/streams}. */
  record Streams() implements Route {}

  /** {@code GET /v1/streams/{key}}. */
  record OneStream(StreamKey key) implements Route {}

  record Liveness() implements Route {}

  record Readiness() implements Route {}

  record Metrics() implements Route {}

  /**
   * Nothing of ours.
   *
   * @param detail a sentence; never text of the request
   */
  record Refused(int status, String code, String detail) implements Route {}

  Refused NO_SUCH_PAGE =
      new Refused(404, "not-found", "Here is nothing. Streams are at /live/{key}.flv.");
  Refused BAD_KEY =
      new Refused(400, "bad-stream-key", "A stream key has letters, digits and . _ ~ - only.");
  Refused BAD_METHOD = new Refused(405, "method-not-allowed", "Use GET, HEAD or OPTIONS.");

  /** Where {@code method} and {@code uri} lead. */
  static Route of(HttpMethod method, String uri) {
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    if (method.equals(HttpMethod.OPTIONS)) {
      return new Preflight();
    }
    boolean head = method.equals(HttpMethod.HEAD);
    if (!head && !method.equals(HttpMethod.GET)) {
      return BAD_METHOD;
    }
    return switch (path) {
      case "/v1/streams" -> new Streams();
      case "/actuator/health/liveness" -> new Liveness();
      case "/actuator/health/readiness", "/actuator/health" -> new Readiness();
      case "/actuator/prometheus" -> new Metrics();
      default -> named(path, head);
    };
  }

  private static Route named(String path, boolean head) {
    if (path.startsWith("/live/")) {
      if (!path.endsWith(".flv")) {
        return NO_SUCH_PAGE;
      }
      Optional<StreamKey> key = StreamKey.parse(path.substring(6, Math.max(6, path.length() - 4)));
      return key.<Route>map(found -> head ? new WatchHead(found) : new Watch(found))
          .orElse(BAD_KEY);
    }
    if (path.startsWith("/v1/streams/")) {
      return StreamKey.parse(path.substring(12)).<Route>map(OneStream::new).orElse(BAD_KEY);
    }
    return NO_SUCH_PAGE;
  }
}
