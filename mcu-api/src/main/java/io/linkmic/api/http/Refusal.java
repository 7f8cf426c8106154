package io.linkmic.api.http;

import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldProblem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** Ends a request with a problem; thrown by endpoints only, answered by {@link ProblemAdvice}. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail problem;
  private final transient @Nullable Duration retryAfter;

  public Refusal(Code code) {
    this(code, code.sentence());
  }

  public Refusal(Code code, String detail) {
    this(Problem.of(code, detail), null);
  }

  private Refusal(ProblemDetail problem, @Nullable Duration retryAfter) {
    super(problem.getDetail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** 422, with what is wrong with which field. */
  public static Refusal invalid(Checked.Refused<?> refused) {
    return new Refusal(Problem.invalid(refused.message(), refused.problems()), null);
  }

  /** 422 for one field. */
  public static Refusal invalid(String field, String message) {
    return new Refusal(Problem.invalid(message, List.of(new FieldProblem(field, message))), null);
  }

  /**
   * 409 for an update of a layout that came too late.
   *
   * @param sequence of the layout there is
   */
  public static Refusal stale(long sequence) {
    ProblemDetail problem = Problem.of(Code.STALE_LAYOUT);
    problem.setProperty("sequence", sequence);
    return new Refusal(problem, null);
  }

  public Refusal retryAfter(Duration wait) {
    return new Refusal(problem, wait);
  }

  ProblemDetail problem() {
    return problem;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
