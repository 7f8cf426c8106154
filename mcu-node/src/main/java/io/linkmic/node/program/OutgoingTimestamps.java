package io.linkmic.node.program;

/**
 * Puts the RTP timestamps of changing sources on one line that a receiver sees as one source's: a
 * source keeps its own steps, and from one source to the next as much time passes as passed on the
 * node's clock.
 */
public final class OutgoingTimestamps {
  // A source whose timestamps and clock disagree by more has set its timestamps anew: no jitter
  // buffer holds a picture back for that long.
  private static final long JUMP_MICROS = 3_000_000;
  private static final long MASK = 0xFFFFFFFFL;

  private final int ticksPerSecond;
  private long offset;
  private long last;
  private long lastSource;
  private long lastAt;
  private boolean begun;
  private boolean cut;

  /**
   * @param first RFC 3550 §5.1 wants it random; unsigned 32 bit
   */
  public OutgoingTimestamps(int ticksPerSecond, long first) {
    this.ticksPerSecond = ticksPerSecond;
    this.last = first;
  }

  /** What comes next is of another source. */
  public void cut() {
    cut = true;
  }

  /**
   * The outgoing timestamp.
   *
   * @param source unsigned 32 bit
   * @param at µs on the node's clock
   */
  public long of(long source, long at) {
    if (!begun) {
      begun = true;
      offset = last - source;
    } else if (cut || jumped(source, at)) {
      offset = last + Math.max(1, ticks(at - lastAt)) - source;
    }
    cut = false;
    lastSource = source;
    lastAt = at;
    last = (source + offset) & MASK;
    return last;
  }

  private boolean jumped(long source, long at) {
    long step = (int) (source - lastSource) * 1_000_000L / ticksPerSecond;
    return Math.abs(step - (at - lastAt)) > JUMP_MICROS;
  }

  private long ticks(long micros) {
    return micros * ticksPerSecond / 1_000_000;
  }
}
