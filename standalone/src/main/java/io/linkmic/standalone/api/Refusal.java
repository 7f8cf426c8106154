package io.linkmic.standalone.api;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** Ends a request with a problem; thrown by endpoints only, answered by {@link ProblemAdvice}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail problem;
  private final @Nullable String retryAfterSeconds;

  Refusal(ProblemDetail problem) {
    this(problem, null);
  }

  Refusal(ProblemDetail problem, @Nullable String retryAfterSeconds) {
    super(problem.getDetail(), null, false, false);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  ProblemDetail problem() {
    return problem;
  }

  @Nullable String retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
