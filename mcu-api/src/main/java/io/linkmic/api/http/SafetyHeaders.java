package io.linkmic.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers that answers are data, and that Swagger UI needs nothing from anywhere else. */
@Component
@Order(0)
class SafetyHeaders extends OncePerRequestFilter {
  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

  /** Swagger UI draws with style attributes and small images of its own. */
  private static final String PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean page = request.getRequestURI().startsWith("/swagger-ui");
    response.setHeader("Content-Security-Policy", page ? PAGES : DATA);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    chain.doFilter(request, response);
  }
}
