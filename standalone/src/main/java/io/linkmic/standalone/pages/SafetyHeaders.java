package io.linkmic.standalone.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers that the pages need nothing but themselves, the node and the origin. */
@Component
class SafetyHeaders extends OncePerRequestFilter {
  private final PagesProperties properties;

  SafetyHeaders(PagesProperties properties) {
    this.properties = properties;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getServerName();
    int signaling = properties.signalingPort();
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; worker-src 'self';"
            + " connect-src 'self' http://%1$s:%2$d ws://%1$s:%2$d http://%1$s:%3$d;"
                .formatted(host, signaling, properties.flvPort())
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Permissions-Policy", "camera=(self), microphone=(self), fullscreen=(self)");
    // Asked again each time, answered by 304: a new build must not meet an old script.
    response.setHeader("Cache-Control", "no-cache");
    chain.doFilter(request, response);
  }
}
