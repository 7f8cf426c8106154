package io.linkmic.origin.stream;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * The viewers of one stream that share an event loop. The home loop hands tags to the group, not to
 * each viewer: in place when the loop is the home loop itself, else as one task per flush.
 */
final class ViewerGroup {
  private final LiveStream stream;
  private final EventLoop loop;

  /** Touched on {@link #loop} only. */
  private final List<Viewer> viewers = new ArrayList<>();

  /** Tags not yet handed over; touched on the home loop only. */
  private List<LiveTag> pending = new ArrayList<>();

  /** Viewers sent to this group and not yet gone; touched on the home loop only. */
  int size;

  ViewerGroup(LiveStream stream, EventLoop loop) {
    this.stream = stream;
    this.loop = loop;
  }

  /** Home loop. The references in {@code burst} are transferred. */
  void add(Viewer viewer, StreamTracks tracks, List<LiveTag> burst) {
    // The burst holds what is pending already: the others must have it before.
    handOver(false);
    size++;
    Loops.on(
        loop,
        () -> {
          viewers.add(viewer);
          viewer.start(stream, tracks, burst);
        });
  }

  /** Home loop. */
  void remove(Viewer viewer) {
    size--;
    Loops.on(loop, () -> viewers.remove(viewer));
  }

  /** Home loop; the tag is borrowed. */
  void offer(LiveTag tag) {
    if (loop.inEventLoop()) {
      deliver(tag);
    } else {
      pending.add(tag.retain());
    }
  }

  /** Home loop: everything offered so far goes to the sockets. */
  void flush() {
    if (loop.inEventLoop()) {
      flushViewers();
    } else {
      handOver(true);
    }
  }

  /** Home loop: the stream ends for all of them. */
  void end(EndReason reason) {
    handOver(true);
    Loops.on(loop, () -> List.copyOf(viewers).forEach(viewer -> viewer.end(reason)));
  }

  private void handOver(boolean flush) {
    if (pending.isEmpty()) {
      return;
    }
    List<LiveTag> batch = pending;
    pending = new ArrayList<>();
    loop.execute(() -> {
      for (LiveTag tag : batch) {
        deliver(tag);
        tag.release();
      }
      if (flush) {
        flushViewers();
      }
    });
  }

  // Backwards by index: a viewer that is too slow removes itself on the way, and 300 viewers times
  // 80 tags a second are no place for iterators.
  private void deliver(LiveTag tag) {
    for (int i = viewers.size() - 1; i >= 0; i--) {
      viewers.get(i).offer(tag);
    }
  }

  private void flushViewers() {
    for (int i = viewers.size() - 1; i >= 0; i--) {
      viewers.get(i).flush();
    }
  }
}
