package io.linkmic.api.http;

import io.linkmic.cluster.redis.RedisUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Everything that goes wrong becomes one problem with a code, and says nothing of our insides. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Lettuce finds a restarted Redis within a second. */
  static final Duration REDIS_RETRY = Duration.ofSeconds(1);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    return answer(refusal.problem(), refusal.retryAfter());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> withoutRedis(RedisUnavailable away) {
    LOG.warn("a request failed because Redis does not answer");
    return answer(Problem.of(Code.REDIS_UNAVAILABLE), REDIS_RETRY);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(RuntimeException problem) {
    LOG.error("a request failed by our fault", problem);
    return answer(Problem.of(Code.INTERNAL_ERROR), null);
  }

  private static ResponseEntity<ProblemDetail> answer(
      ProblemDetail problem, @Nullable Duration retryAfter) {
    var answer =
        ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter != null) {
      // RFC 9110 §10.2.3: whole seconds; never an invitation to come at once.
      long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    return answer.body(problem);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception problem,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    // Spring's own sentence may quote what the stranger sent or name our classes.
    Code code = Code.of(status.value());
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(status.value(), code.kebab(), code.sentence()));
  }
}
