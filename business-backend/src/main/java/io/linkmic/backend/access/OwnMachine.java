package io.linkmic.backend.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from this very machine: the connection from loopback, addressed to
 * loopback's name (a rebound DNS name is not), and by nobody's proxy, whose clients are elsewhere.
 */
final class OwnMachine {
  private static final Pattern LOOPBACK_NAME =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  private static final List<String> PROXIES =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private OwnMachine() {}

  static boolean sends(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return isLoopback(request.getRemoteAddr())
        && host != null
        && LOOPBACK_NAME.matcher(host).matches()
        && PROXIES.stream().allMatch(header -> request.getHeader(header) == null);
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
