package io.linkmic.node.control;

import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets only holders of the service token through, and nobody where none is configured. */
final class ServiceTokenFilter extends OncePerRequestFilter {
  private static final String SCHEME = "bearer ";

  private final byte @Nullable [] expected;

  ServiceTokenFilter(@Nullable String token) {
    this.expected =
        token == null || token.isBlank() ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isAllowed(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      chain.doFilter(request, response);
      return;
    }
    ProblemWriter.write(
        response,
        Problem.of(401, "unauthorized", "This door opens only to the service token.")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"linkmic-internal\""));
  }

  private boolean isAllowed(@Nullable String authorization) {
    if (expected == null
        || authorization == null
        || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return false;
    }
    byte[] given = authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
    // Constant time: the answer's delay tells nothing of how much of the token was right.
    return MessageDigest.isEqual(expected, given);
  }
}
