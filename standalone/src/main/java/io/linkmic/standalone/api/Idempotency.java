package io.linkmic.standalone.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same {@code POST} with the same {@code Idempotency-Key} is done once and answered twice
 * (draft-ietf-httpapi-idempotency-key-header): 409 while the first is still running, 422 when the
 * body is another one.
 */
@Component
@Order(2)
class Idempotency extends OncePerRequestFilter {
  private static final String HEADER = "Idempotency-Key";

  /** A UUID has 36 characters. */
  private static final int LONGEST_KEY = 255;

  private final AnswerStore answers = new AnswerStore(InstantSource.system());
  private final JsonMapper json;

  Idempotency(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(HEADER) == null
        || request.getAttribute(Caller.ATTRIBUTE) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
      refuse(response, 400, "bad-idempotency-key", "Idempotency-Key has 1 to 255 characters.");
      return;
    }
    Caller caller = (Caller) request.getAttribute(Caller.ATTRIBUTE);
    String name = caller + "\n" + request.getRequestURI() + "\n" + key;
    byte[] body = request instanceof ReadRequest read ? read.body() : new byte[0];
    switch (answers.begin(name, body)) {
      case AnswerStore.Beginning.InFlight ignored ->
          refuse(
              response,
              409,
              "request-in-flight",
              "A request with this Idempotency-Key is still running.");
      case AnswerStore.Beginning.OtherBody ignored ->
          refuse(
              response,
              422,
              "idempotency-key-reused",
              "This Idempotency-Key was used with another body.");
      case AnswerStore.Beginning.Known known -> replay(known.answer(), response);
      case AnswerStore.Beginning.First ignored -> perform(name, request, response, chain);
    }
  }

  private void perform(
      String name, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
    AnswerStore.@Nullable Answer answer = null;
    try {
      chain.doFilter(request, copy);
      // What failed by our fault may be tried again with the same key.
      if (copy.getStatus() < 500) {
        answer =
            new AnswerStore.Answer(
                copy.getStatus(),
                copy.getContentType(),
                copy.getHeader(HttpHeaders.LOCATION),
                copy.getContentAsByteArray());
      }
    } finally {
      answers.end(name, answer);
    }
    copy.copyBodyToResponse();
  }

  private static void replay(AnswerStore.Answer answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    response.getOutputStream().write(answer.body());
  }

  private void refuse(HttpServletResponse response, int status, String code, String detail)
      throws IOException {
    Gate.write(response, Problem.of(status, code, detail), json);
  }
}
