package io.linkmic.api.access;

import io.linkmic.api.ApiProperties;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Problem;
import io.linkmic.http.ReadRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** First before every call: who is it, how often, and is the body of a size that we read? */
@Component
@Order(1)
class Gate extends OncePerRequestFilter {
  /** A room with eight egress URLs of 2 KB each fits three times. */
  static final int MOST_BYTES = 64 * 1024;

  private final Authentication authentication;
  private final RateLimit rate;
  private final JsonMapper json;

  Gate(Authentication authentication, ApiProperties properties, JsonMapper json) {
    this.authentication = authentication;
    this.rate = new RateLimit(properties.api().requestsPerSecond(), System::nanoTime);
    this.json = json;
  }

  /** Everything else needs a caller, whatever its path looks like. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/actuator/")
        || path.startsWith("/v3/api-docs")
        || path.startsWith("/swagger-ui")
        || path.equals("/error");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    switch (authentication.judge(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      case Authentication.Verdict.Unknown unknown -> {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"linkmic\"");
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"linkmic\"");
        Problem.write(response, Problem.of(401, unknown.code(), unknown.message()), json);
      }
      case Authentication.Verdict.Known known -> admit(known.caller(), request, response, chain);
    }
  }

  private void admit(
      Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!rate.take(caller.apiKey())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      Problem.write(response, Problem.of(Code.RATE_LIMITED), json);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      Problem.write(response, Problem.of(Code.TOO_LARGE), json);
      return;
    }
    request.setAttribute(Caller.ATTRIBUTE, caller);
    chain.doFilter(new ReadRequest(request, body), response);
  }
}
