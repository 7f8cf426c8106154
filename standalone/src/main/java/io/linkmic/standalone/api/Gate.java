package io.linkmic.standalone.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** First before every call of {@code /v1}: who is it, and is the body of a size that we read? */
@Component
@Order(1)
class Gate extends OncePerRequestFilter {
  /** A room with eight egress URLs of 2 KB each fits three times. */
  static final int MOST_BYTES = 64 * 1024;

  private final Authentication authentication;
  private final JsonMapper json;

  Gate(Authentication authentication, JsonMapper json) {
    this.authentication = authentication;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/v1");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    switch (authentication.judge(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      case Authentication.Verdict.Unknown unknown -> {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"linkmic\"");
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"linkmic\"");
        refuse(response, Problem.of(401, unknown.code(), unknown.message()));
      }
      case Authentication.Verdict.Known known -> {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
          refuse(
              response,
              Problem.of(413, "too-large", "The body is larger than " + MOST_BYTES + " bytes."));
          return;
        }
        request.setAttribute(Caller.ATTRIBUTE, known.caller());
        chain.doFilter(new ReadRequest(request, body), response);
      }
    }
  }

  private void refuse(HttpServletResponse response, ProblemDetail problem) throws IOException {
    write(response, problem, json);
  }

  static void write(HttpServletResponse response, ProblemDetail problem, JsonMapper json)
      throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
