package io.linkmic.contract.request;

import java.util.List;

/**
 * A request after its rules were applied.
 *
 * @param <T> the request with every value filled in
 */
public sealed interface Checked<T> {

  record Accepted<T>(T value) implements Checked<T> {}

  /**
   * @param problems at least one
   */
  record Refused<T>(List<FieldProblem> problems) implements Checked<T> {
    /** All sentences in one. */
    public String message() {
      StringBuilder all = new StringBuilder();
      for (FieldProblem problem : problems) {
        all.append(all.isEmpty() ? "" : " ").append(problem.message());
      }
      return all.toString();
    }
  }
}
