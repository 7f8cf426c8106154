package io.linkmic.backend.problem;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Everything that goes wrong becomes one problem with a code, and says nothing of our insides. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    ProblemDetail problem = refusal.problem();
    var answer =
        ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (refusal.retryAfterSeconds() != null) {
      answer.header(HttpHeaders.RETRY_AFTER, refusal.retryAfterSeconds());
    }
    return answer.body(problem);
  }

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    // The connection broke inside a transaction: not even rolling back goes through any more.
    TransactionSystemException.class,
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class
  })
  ResponseEntity<ProblemDetail> databaseAway(RuntimeException problem) {
    LOG.warn("the database does not answer: {}", problem.getMessage());
    return refused(Refusal.unavailable("database-unavailable", "The database does not answer."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> overtaken(OptimisticLockingFailureException problem) {
    return refused(
        Refusal.of(409, "changed-meanwhile", "Somebody else changed it just now; look again."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(RuntimeException problem) {
    LOG.error("a request failed by our fault", problem);
    return ResponseEntity.status(500)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(500, "internal-error", "Something went wrong on the server."));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception problem,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    // Spring's own sentence may quote what the stranger sent or name our classes.
    int code = status.value();
    String detail =
        switch (code) {
          case 400 -> "The request is not what this call takes: look at its parameters and body.";
          case 404 -> "There is nothing at this path.";
          case 405 -> "This path does not take this method.";
          case 406 -> "The answer is of a type that the request does not accept.";
          case 415 -> "The body must be application/json.";
          default -> "The request cannot be answered.";
        };
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(code, Problem.codeOf(code), detail));
  }
}
