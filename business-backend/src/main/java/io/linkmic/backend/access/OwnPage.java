package io.linkmic.backend.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;

/**
 * Whether a browser says that a request was made by a page of ours. Browsers set these two headers
 * themselves; a page of another site cannot.
 */
final class OwnPage {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  private OwnPage() {}

  /** What changes something must carry the proof; what only reads must not carry the opposite. */
  static boolean asks(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean harmless = HARMLESS.contains(request.getMethod());
    if (site != null && !site.equals("same-origin") && !(harmless && site.equals("none"))) {
      return false;
    }
    if (origin != null && !isOurs(origin, request)) {
      return false;
    }
    return harmless || site != null || origin != null;
  }

  private static boolean isOurs(String origin, HttpServletRequest request) {
    String host = request.getHeader("Host");
    try {
      String authority = URI.create(origin).getRawAuthority();
      return host != null && host.equalsIgnoreCase(authority);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
