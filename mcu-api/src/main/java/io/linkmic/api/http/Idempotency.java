package io.linkmic.api.http;

import io.linkmic.api.access.Caller;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.http.ReadRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final String HEADER = "Idempotency-Key";

  /** A UUID has 36 characters. */
  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

  private final AnswerStore answers;
  private final JsonMapper json;

  Idempotency(AnswerStore answers, JsonMapper json) {
    this.answers = answers;
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
    if (key == null || !KEY.matcher(key).matches()) {
      refuse(response, Code.BAD_IDEMPOTENCY_KEY);
      return;
    }
    String who =
        request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller ? caller.identity() : "";
    String name = who + "\n" + request.getRequestURI() + "\n" + key;
    byte[] body = request instanceof ReadRequest read ? read.body() : new byte[0];
    AnswerStore.Beginning beginning;
    try {
      beginning = answers.begin(name, body);
    } catch (RedisUnavailable e) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      refuse(response, Code.REDIS_UNAVAILABLE);
      return;
    }
    switch (beginning) {
      case AnswerStore.Beginning.InFlight ignored -> refuse(response, Code.REQUEST_IN_FLIGHT);
      case AnswerStore.Beginning.OtherBody ignored -> refuse(response, Code.IDEMPOTENCY_KEY_REUSED);
      case AnswerStore.Beginning.Known known -> replay(known.answer(), response);
      case AnswerStore.Beginning.First first -> perform(first.ticket(), request, response, chain);
    }
  }

  private void perform(
      AnswerStore.Ticket ticket,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
    AnswerStore.@Nullable Answer answer = null;
    try {
      chain.doFilter(request, copy);
      // What failed by our fault, or only for now, may be tried again with the same key.
      if (copy.getStatus() < 500 && copy.getStatus() != 429) {
        answer =
            new AnswerStore.Answer(
                copy.getStatus(),
                copy.getContentType(),
                copy.getHeader(HttpHeaders.LOCATION),
                copy.getHeader(HttpHeaders.ETAG),
                new String(copy.getContentAsByteArray(), StandardCharsets.UTF_8));
      }
    } finally {
      end(ticket, answer);
    }
    copy.copyBodyToResponse();
  }

  private void end(AnswerStore.Ticket ticket, AnswerStore.@Nullable Answer answer) {
    try {
      answers.end(ticket, answer);
    } catch (RedisUnavailable e) {
      // The work is done and is answered; the key stays locked until its time is over.
      LOG.warn("an answer could not be kept for its Idempotency-Key: Redis does not answer");
    }
  }

  private static void replay(AnswerStore.Answer answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.etag() != null) {
      response.setHeader(HttpHeaders.ETAG, answer.etag());
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private void refuse(HttpServletResponse response, Code code) throws IOException {
    Problem.write(response, Problem.of(code), json);
  }
}
