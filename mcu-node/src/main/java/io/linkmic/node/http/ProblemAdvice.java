package io.linkmic.node.http;

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

/** Every error of Spring MVC as problem details with a code. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> problem(ProblemException e) {
    return e.problem().response();
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(BodyLimitFilter.BodyTooLarge e) {
    return e.problem().response();
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimitFilter.BodyTooLarge tooLarge) {
        return tooLarge.problem().response();
      }
    }
    log.error("A request failed by our fault", e);
    return Problem.of(500, "internal-error", "The node failed to answer; it has been logged.")
        .response();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimitFilter.BodyTooLarge tooLarge) {
        return tooLarge.problem().response();
      }
    }
    Problem problem = Problem.of(status.value(), StatusCodes.code(status.value()), detail(e, body));
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.body());
  }

  /** Spring's sentence where it has one; never a parser's message, which quotes the stranger. */
  private static String detail(Exception e, @Nullable Object body) {
    ProblemDetail detail =
        body instanceof ProblemDetail given
            ? given
            : e instanceof org.springframework.web.ErrorResponse response
                ? response.getBody()
                : null;
    String sentence = detail == null ? null : detail.getDetail();
    return sentence == null ? "The request cannot be read." : sentence;
  }
}
