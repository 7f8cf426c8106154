package io.linkmic.dns.select;

/**
 * A node that is offered.
 *
 * @param cause why it stands where it stands
 * @param standing of {@link Row}: how near it is
 */
public record Candidate(Row row, Cause cause, int standing, boolean placeless, double score) {

  /** What put a candidate in its position. */
  public enum Cause {
    /** It runs the room. */
    OWNER,
    /** The room was sent there a moment ago. */
    LATELY,
    /** It ranks so. */
    RANK
  }
}
