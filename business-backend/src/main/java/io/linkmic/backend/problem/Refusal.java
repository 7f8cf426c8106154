package io.linkmic.backend.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** Ends a request with a problem; thrown by endpoints only, answered by {@link ProblemAdvice}. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail problem;
  private final @Nullable Duration retryAfter;

  public Refusal(ProblemDetail problem) {
    this(problem, null);
  }

  /**
   * @param retryAfter when it may go better; null where trying again does not help
   */
  public Refusal(ProblemDetail problem, @Nullable Duration retryAfter) {
    super(problem.getDetail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public static Refusal of(int status, String code, String detail) {
    return new Refusal(Problem.of(status, code, detail));
  }

  /** Something we need does not answer; the caller may try again. */
  public static Refusal unavailable(String code, String detail) {
    return new Refusal(Problem.of(503, code, detail), Duration.ofSeconds(2));
  }

  public ProblemDetail problem() {
    return problem;
  }

  /** Whole seconds for {@code Retry-After}, at least one; null for no such header. */
  @Nullable String retryAfterSeconds() {
    return retryAfter == null ? null : Long.toString(Math.max(1, retryAfter.toSeconds()));
  }
}
