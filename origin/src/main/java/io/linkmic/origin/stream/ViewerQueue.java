package io.linkmic.origin.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tags that wait because a viewer's connection takes no more. Bounded in bytes and in media time:
 * when full, first all pictures go (the viewer sees the next key frame then), then the sound.
 * Sequence headers always stay. One thread; holds a reference to each tag.
 */
final class ViewerQueue {
  private final ViewerLimits limits;
  private final ArrayDeque<LiveTag> tags = new ArrayDeque<>();
  private final Consumer<LiveTag> dropped;
  private long bytes;
  private long allowedMillis;
  private boolean skippingToKeyFrame;

  /**
   * @param dropped told of every tag that is dropped; borrowed
   */
  ViewerQueue(ViewerLimits limits, Consumer<LiveTag> dropped) {
    this.limits = limits;
    this.dropped = dropped;
    this.allowedMillis = limits.queueTime().toMillis();
  }

  /** A burst longer than the bound is no fault of the viewer's. */
  void allowBurst(Duration burst) {
    allowedMillis = limits.queueTime().plus(burst).toMillis();
  }

  /** Must this picture be skipped because pictures before it were dropped? */
  boolean skips(LiveTag tag) {
    if (!skippingToKeyFrame || tag.kind() != TagKind.VIDEO || !tag.isFrame()) {
      return false;
    }
    if (tag.isKeyFrame()) {
      skippingToKeyFrame = false;
      return false;
    }
    dropped.accept(tag);
    return true;
  }

  /** Takes a tag, which is borrowed; false when something had to be dropped. */
  boolean add(LiveTag tag) {
    tags.add(tag.retain());
    bytes += tag.length();
    if (!full()) {
      return true;
    }
    drop(queued -> queued.isFrame() && queued.kind() == TagKind.VIDEO);
    skippingToKeyFrame = true;
    if (full()) {
      drop(LiveTag::isFrame);
    }
    return false;
  }

  /** The oldest tag, transferred to the caller; null when none waits. */
  @Nullable LiveTag poll() {
    LiveTag tag = tags.poll();
    if (tag == null) {
      return null;
    }
    bytes -= tag.length();
    if (tags.isEmpty()) {
      allowedMillis = limits.queueTime().toMillis();
    }
    return tag;
  }

  boolean isEmpty() {
    return tags.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  void release() {
    tags.forEach(LiveTag::release);
    tags.clear();
    bytes = 0;
  }

  private boolean full() {
    if (bytes > limits.queueBytes()) {
      return true;
    }
    int waiting = tags.isEmpty() ? 0 : tags.getLast().timestamp() - tags.getFirst().timestamp();
    return waiting > allowedMillis;
  }

  private void drop(Predicate<LiveTag> which) {
    tags.removeIf(tag -> {
      if (!which.test(tag)) {
        return false;
      }
      bytes -= tag.length();
      dropped.accept(tag);
      tag.release();
      return true;
    });
  }
}
