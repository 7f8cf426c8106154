package io.linkmic.origin.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection that watches. Belongs to its channel's event loop. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Viewer {
  private final Channel channel;
  private final ViewerFormat format;
  private final ViewerLimits limits;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;
  private final ViewerQueue queue;
  private @Nullable LiveStream stream;
  private boolean started;
  private boolean ended;
  private boolean unflushed;
  private boolean behind;
  private boolean droppedSome;
  private long behindSince;

  public Viewer(
      Channel channel,
      ViewerFormat format,
      ViewerLimits limits,
      OriginFigures figures,
      LongSupplier nanoTime) {
    this.channel = channel;
    this.format = format;
    this.limits = limits;
    this.figures = figures;
    this.nanoTime = nanoTime;
    this.queue = new ViewerQueue(limits, tag -> figures.tagsDropped.increment());
  }

  EventLoop eventLoop() {
    return channel.eventLoop();
  }

  ViewerFormat.Door door() {
    return format.door();
  }

  /**
   * The first bytes and the cached start.
   *
   * @param watched where to say goodbye
   * @param burst the references in it are transferred
   */
  void start(LiveStream watched, StreamTracks tracks, List<LiveTag> burst) {
    if (ended) {
      // It closed while the stream was preparing the start.
      burst.forEach(LiveTag::release);
      watched.leave(this);
      return;
    }
    stream = watched;
    started = true;
    figures.viewers(format.door()).incrementAndGet();
    write(format.begin(tracks));
    if (!burst.isEmpty()) {
      int millis = burst.getLast().timestamp() - burst.getFirst().timestamp();
      queue.allowBurst(Duration.ofMillis(Math.max(0, millis)));
    }
    for (LiveTag tag : burst) {
      offer(tag);
      tag.release();
    }
    flush();
  }

  /** A new tag, borrowed. */
  void offer(LiveTag tag) {
    if (ended || queue.skips(tag)) {
      return;
    }
    if (queue.isEmpty() && channel.isWritable()) {
      write(tag);
      return;
    }
    if (!behind) {
      behind = true;
      behindSince = nanoTime.getAsLong();
    }
    droppedSome |= !queue.add(tag);
    if (droppedSome && nanoTime.getAsLong() - behindSince > limits.slowTimeout().toNanos()) {
      figures.slowViewersDisconnected.increment();
      abandon();
    }
  }

  /** Hands what was written to the socket. */
  void flush() {
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /** The connection takes bytes again (or no more): to be called on every change. */
  public void writabilityChanged() {
    if (!channel.isWritable()) {
      return;
    }
    while (!ended && channel.isWritable()) {
      LiveTag tag = queue.poll();
      if (tag == null) {
        behind = false;
        droppedSome = false;
        break;
      }
      write(tag);
      tag.release();
      if (!channel.isWritable()) {
        flush();
      }
    }
    flush();
  }

  /** The stream is over for this viewer: says so and closes the connection. */
  void end(EndReason reason) {
    if (ended) {
      return;
    }
    // What waits goes along, bounded as the queue is; a dead connection ends by TCP's user timeout.
    for (LiveTag tag = queue.poll(); tag != null; tag = queue.poll()) {
      write(tag);
      tag.release();
    }
    ByteBuf last = format.end(reason);
    release();
    channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }

  /** The connection closed. */
  public void closed() {
    release();
  }

  private void abandon() {
    release();
    channel.close();
  }

  private void release() {
    if (ended) {
      return;
    }
    ended = true;
    queue.release();
    if (started) {
      figures.viewers(format.door()).decrementAndGet();
    }
    if (stream != null) {
      stream.leave(this);
    }
  }

  private void write(LiveTag tag) {
    write(format.tag(tag));
  }

  private void write(ByteBuf bytes) {
    figures.bytesOut.add(bytes.readableBytes());
    unflushed = true;
    channel.write(bytes, channel.voidPromise());
  }
}
