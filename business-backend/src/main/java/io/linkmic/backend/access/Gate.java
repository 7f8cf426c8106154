package io.linkmic.backend.access;

import io.linkmic.backend.problem.Problem;
import io.linkmic.http.ReadRequest;
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

/** First before every call: who is it, and is the body of a size that we read? */
@Component
@Order(1)
class Gate extends OncePerRequestFilter {
  /** Broadcasts, invitations and events have a few hundred bytes each. */
  static final int MOST_BYTES = 64 * 1024;

  private final Authentication authentication;
  private final JsonMapper json;

  Gate(Authentication authentication, JsonMapper json) {
    this.authentication = authentication;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    switch (authentication.judge(request)) {
      case Authentication.Verdict.Wrong wrong -> {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, Guard.CHALLENGE);
        refuse(response, Problem.of(401, "unauthorized", wrong.message()));
      }
      case Authentication.Verdict.Known known -> {
        request.setAttribute(Caller.ATTRIBUTE, known.caller());
        bounded(request, response, chain);
      }
      case Authentication.Verdict.ForeignPage ignored -> {
        // Open endpoints answer it as anybody; the others are refused by the guard.
        request.setAttribute(Guard.FOREIGN_PAGE, true);
        bounded(request, response, chain);
      }
      case Authentication.Verdict.Stranger ignored -> bounded(request, response, chain);
    }
  }

  private void bounded(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      refuse(
          response,
          Problem.of(413, "too-large", "The body is larger than " + MOST_BYTES + " bytes."));
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  private void refuse(HttpServletResponse response, ProblemDetail problem) throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
