package io.linkmic.testkit.network;

import java.time.Duration;

/**
 * One direction of a path.
 *
 * @param bitsPerSecond capacity; 0 for unlimited
 * @param queueBytes what may wait for capacity; more is dropped at the tail
 * @param delay one way
 * @param jitter uniform, added to the delay: 0 to this
 * @param reorder whether jitter may change the order; else a datagram waits for the one before
 */
public record LinkConfig(
    long bitsPerSecond,
    int queueBytes,
    Duration delay,
    Duration jitter,
    boolean reorder,
    LossModel loss) {

  /** Unlimited, without jitter and loss. */
  public static LinkConfig delayed(Duration delay) {
    return new LinkConfig(0, 0, delay, Duration.ZERO, false, new LossModel.None());
  }

  public LinkConfig withLoss(LossModel model) {
    return new LinkConfig(bitsPerSecond, queueBytes, delay, jitter, reorder, model);
  }

  public LinkConfig withJitter(Duration most, boolean mayReorder) {
    return new LinkConfig(bitsPerSecond, queueBytes, delay, most, mayReorder, loss);
  }

  public LinkConfig withCapacity(long bits, int queue) {
    return new LinkConfig(bits, queue, delay, jitter, reorder, loss);
  }
}
