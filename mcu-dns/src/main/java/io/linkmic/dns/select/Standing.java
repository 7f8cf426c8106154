package io.linkmic.dns.select;

/** How near a node is to a client; the lower the better. */
final class Standing {
  static final int SAME_REGION_AND_ISP = 0;
  static final int SAME_REGION = 1;

  /** Elsewhere, in the first band of distance. */
  static final int FIRST_BAND = 2;

  /** Elsewhere, and nobody knows how far. */
  static final int ELSEWHERE = FIRST_BAND + Globe.bands();

  /** The client's place is not known, so that places do not matter. */
  static final int PLACELESS = 0;

  static final int COUNT = ELSEWHERE + 1;

  private Standing() {}
}
