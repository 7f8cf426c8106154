package io.linkmic.contract.layout;

import io.linkmic.contract.request.FieldProblem;
import java.util.List;

/** What became of an update of a layout. */
public sealed interface LayoutVerdict {

  /** To be shown from the next frame on. */
  record Accepted(Layout layout) implements LayoutVerdict {}

  /**
   * @param problems at least one
   */
  record Refused(List<FieldProblem> problems) implements LayoutVerdict {}

  /**
   * Somebody else was faster, or the update was under way too long.
   *
   * @param sequence of the layout there is
   */
  record Stale(long sequence) implements LayoutVerdict {}
}
