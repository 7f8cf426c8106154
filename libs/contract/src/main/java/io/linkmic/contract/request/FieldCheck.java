package io.linkmic.contract.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects problems while values are filled in. A value out of its bounds is told and handed on all
 * the same: who asks for {@link #problems()} at the end throws it away. One request, one thread.
 */
public final class FieldCheck {
  private final List<FieldProblem> problems = new ArrayList<>();

  public void problem(String field, String message) {
    problems.add(new FieldProblem(field, message));
  }

  /** Both bounds are allowed values. */
  public int range(String field, @Nullable Integer value, int fallback, int from, int to) {
    if (value == null) {
      return fallback;
    }
    if (value < from || value > to) {
      outside(field, from, to);
    }
    return value;
  }

  /** Both bounds are allowed values; NaN is none. */
  public double range(
      String field, @Nullable Double value, double fallback, double from, double to) {
    if (value == null) {
      return fallback;
    }
    if (!(value >= from && value <= to)) {
      outside(field, from, to);
    }
    return value;
  }

  /** Both bounds are allowed values. */
  public Duration duration(
      String field, @Nullable Duration value, Duration fallback, Duration from, Duration to) {
    if (value == null) {
      return fallback;
    }
    if (value.compareTo(from) < 0 || value.compareTo(to) > 0) {
      outside(field, from, to);
    }
    return value;
  }

  /** In the order they were found; empty when all is well. */
  public List<FieldProblem> problems() {
    return List.copyOf(problems);
  }

  private void outside(String field, Object from, Object to) {
    problem(field, field + " is between " + from + " and " + to + ".");
  }
}
