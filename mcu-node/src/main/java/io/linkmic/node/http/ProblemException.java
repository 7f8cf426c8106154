package io.linkmic.node.http;

/** Thrown by controllers on their own request thread; {@link ProblemAdvice} answers it. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    // No stack trace: this is an answer, not a fault, and strangers can ask for many.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
