package io.linkmic.origin.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream: the state between its publishers, the cached start, the viewers by event loop. All
 * methods but {@link #onHome}, {@link #isHome} and {@link #leave} run on the home loop.
 */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class LiveStream {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  private final StreamKey key;
  private final EventLoop home;
  private final StreamDirectory directory;
  private final StreamLimits limits;
  private final OriginFigures figures;
  private final GopCache cache;
  private final Timeline timeline = new Timeline();
  private final RateMeter rates = new RateMeter();
  private final FlushPolicy flushPolicy;
  private final Map<EventLoop, ViewerGroup> groups = new HashMap<>();
  private final List<ViewerGroup> groupList = new ArrayList<>();
  private PublishState state = new PublishState.Awaiting();
  private StreamTracks tracks = StreamTracks.BOTH;
  private Metadata metadata = Metadata.NONE;
  private long epoch;
  private long interruptions;
  private long lastTagNanos;
  private boolean awaitingKeyFrame = true;
  private int viewers;
  private int rtmpViewers;
  private int waiting;

  LiveStream(StreamKey key, EventLoop home, StreamDirectory directory) {
    this.key = key;
    this.home = home;
    this.directory = directory;
    this.limits = directory.limits();
    this.figures = directory.figures();
    this.cache = new GopCache(limits.gopBytes(), limits.gopTime().toMillis());
    this.flushPolicy = new FlushPolicy((int) limits.audioDelay().toMillis());
  }

  boolean isHome() {
    return home.inEventLoop();
  }

  void onHome(Runnable task) {
    Loops.on(home, task);
  }

  /** False when the stream is already over: ask the directory for a new one. */
  boolean publish(Publisher publisher, OptionalLong asked, Consumer<PublishResult> answer) {
    if (state instanceof PublishState.Ended) {
      return false;
    }
    PublishResult.Refusal refusal = refusal(asked.orElse(0));
    if (refusal != null) {
      figures.publishesRefused.increment();
      Loops.on(publisher.eventLoop(), () -> answer.accept(new PublishResult.Refused(refusal)));
      return true;
    }
    if (state instanceof PublishState.Live live) {
      figures.takeovers.increment();
      Publisher old = live.publication().publisher();
      Loops.on(old.eventLoop(), old::superseded);
    } else {
      figures.publishers.incrementAndGet();
    }
    epoch = asked.orElse(0);
    lastTagNanos = directory.nanoTime();
    timeline.publisherChanged();
    awaitingKeyFrame = true;
    figures.publishes.increment();
    figures.waitingViewers.addAndGet(-waiting);
    waiting = 0;
    Publication publication = new Publication(this, publisher);
    state = new PublishState.Live(publication, directory.now());
    LOG.info("stream {} has a publisher, {} viewers", key, viewers);
    Loops.on(publisher.eventLoop(), () -> answer.accept(new PublishResult.Accepted(publication)));
    return true;
  }

  private PublishResult.@Nullable Refusal refusal(long asked) {
    if (asked < epoch) {
      return PublishResult.Refusal.STALE_EPOCH;
    }
    boolean silent =
        directory.nanoTime() - lastTagNanos >= limits.takeoverAfter().toNanos() || asked > epoch;
    return state instanceof PublishState.Live && !silent ? PublishResult.Refusal.BUSY : null;
  }

  /** The publication is over; by a goodbye or because its connection broke. */
  void unpublished(Publication publication, boolean goodbye) {
    if (!(state instanceof PublishState.Live live) || live.publication() != publication) {
      return;
    }
    figures.publishers.decrementAndGet();
    if (goodbye || limits.reconnectGrace().isZero()) {
      end(EndReason.STREAM_ENDED);
      return;
    }
    figures.interruptions.increment();
    PublishState.Interrupted interrupted = new PublishState.Interrupted(++interruptions);
    state = interrupted;
    LOG.info("stream {} lost its publisher, {} viewers are kept", key, viewers);
    home.schedule(
        () -> {
          if (state.equals(interrupted)) {
            end(EndReason.STREAM_ENDED);
          }
        },
        limits.reconnectGrace().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** A publisher's tag; the body is transferred. */
  void accept(Publication from, TagKind kind, int published, ByteBuf body) {
    if (!(state instanceof PublishState.Live live)
        || live.publication() != from
        || !body.isReadable()) {
      body.release();
      return;
    }
    long now = directory.nanoTime();
    TagContent content = TagContent.of(kind, body);
    boolean frame = kind != TagKind.SCRIPT && content != TagContent.SEQUENCE_HEADER;
    if (frame && kind == TagKind.VIDEO && skipsUntilKeyFrame(content)) {
      figures.tagsDropped.increment();
      lastTagNanos = now;
      body.release();
      return;
    }
    int timestamp =
        frame
            ? timeline.frame(published, TimeUnit.NANOSECONDS.toMillis(now - lastTagNanos))
            : timeline.header(published);
    lastTagNanos = now;
    if (kind == TagKind.SCRIPT) {
      metadata = Metadata.of(body);
      tracks = metadata.tracks();
    }
    LiveTag tag = new LiveTag(kind, content, timestamp, body);
    deliver(tag, now);
    tag.release();
  }

  /** Pictures before the first key frame, or after a changed header, cannot be decoded. */
  private boolean skipsUntilKeyFrame(TagContent content) {
    if (content == TagContent.KEY_FRAME) {
      awaitingKeyFrame = false;
    }
    return awaitingKeyFrame;
  }

  private void deliver(LiveTag tag, long now) {
    if (tag.isSequenceHeader() && tag.kind() == TagKind.VIDEO && cache.differs(tag)) {
      awaitingKeyFrame = true;
    }
    figures.tagsIn.increment();
    figures.bytesIn.add(tag.length());
    rates.tag(tag, now);
    if (rtmpViewers > 0) {
      tag.prepareRtmp();
    }
    cache.add(tag);
    flushPolicy.offered(tag);
    for (int i = 0; i < groupList.size(); i++) {
      groupList.get(i).offer(tag);
    }
  }

  /** The publisher's socket has nothing more at the moment. */
  void flush() {
    if (flushPolicy.due()) {
      for (int i = 0; i < groupList.size(); i++) {
        groupList.get(i).flush();
      }
    }
  }

  /** False when the stream is already over: ask the directory for a new one. */
  boolean join(Viewer viewer) {
    if (state instanceof PublishState.Ended) {
      return false;
    }
    if (state instanceof PublishState.Awaiting && !admitWaiting(viewer)) {
      Loops.on(viewer.eventLoop(), () -> viewer.end(EndReason.REFUSED));
      endIfDeserted();
      return true;
    }
    viewers++;
    if (viewer.door() == ViewerFormat.Door.RTMP) {
      rtmpViewers++;
    }
    List<LiveTag> burst = cache.start();
    if (rtmpViewers > 0) {
      burst.forEach(LiveTag::prepareRtmp);
    }
    group(viewer.eventLoop()).add(viewer, tracks, burst);
    return true;
  }

  private boolean admitWaiting(Viewer viewer) {
    if (figures.waitingViewers.get() >= limits.waitingViewers()) {
      return false;
    }
    figures.waitingViewers.incrementAndGet();
    waiting++;
    home.schedule(
        () -> {
          if (state instanceof PublishState.Awaiting) {
            Loops.on(viewer.eventLoop(), () -> viewer.end(EndReason.NEVER_STARTED));
          }
        },
        limits.waitingTime().toMillis(),
        TimeUnit.MILLISECONDS);
    return true;
  }

  /** From any thread, once for each viewer that joined. */
  void leave(Viewer viewer) {
    onHome(() -> {
      viewers--;
      if (viewer.door() == ViewerFormat.Door.RTMP) {
        rtmpViewers--;
      }
      if (state instanceof PublishState.Awaiting) {
        waiting--;
        figures.waitingViewers.decrementAndGet();
      }
      EventLoop loop = viewer.eventLoop();
      ViewerGroup group = groups.get(loop);
      if (group != null) {
        group.remove(viewer);
        if (group.size == 0) {
          groups.remove(loop);
          groupList.remove(group);
        }
      }
      endIfDeserted();
    });
  }

  private void endIfDeserted() {
    if (viewers == 0 && state instanceof PublishState.Awaiting) {
      end(EndReason.NEVER_STARTED);
    }
  }

  /** Over, for the publisher as well. */
  void shutdown() {
    if (state instanceof PublishState.Live live) {
      figures.publishers.decrementAndGet();
      Publisher publisher = live.publication().publisher();
      Loops.on(publisher.eventLoop(), publisher::superseded);
    }
    end(EndReason.SHUTDOWN);
  }

  private void end(EndReason reason) {
    if (state instanceof PublishState.Ended) {
      return;
    }
    figures.waitingViewers.addAndGet(-waiting);
    waiting = 0;
    state = new PublishState.Ended();
    directory.remove(key, this);
    cache.clear();
    List.copyOf(groupList).forEach(group -> group.end(reason));
  }

  private ViewerGroup group(EventLoop loop) {
    ViewerGroup group = groups.get(loop);
    if (group == null) {
      group = new ViewerGroup(this, loop);
      groups.put(loop, group);
      groupList.add(group);
    }
    return group;
  }

  StreamStatus status() {
    return new StreamStatus(
        key,
        switch (state) {
          case PublishState.Awaiting awaiting -> "waiting";
          case PublishState.Live live -> "live";
          case PublishState.Interrupted interrupted -> "interrupted";
          case PublishState.Ended ended -> "ended";
        },
        state instanceof PublishState.Live live ? live.since() : null,
        CodecNames.video(cache.videoHeader()),
        CodecNames.audio(cache.audioHeader()),
        metadata.width(),
        metadata.height(),
        rates.framesPerSecond(),
        rates.bitrate(),
        viewers,
        cache.millis(),
        cache.bytes(),
        Integer.toUnsignedLong(timeline.last()),
        rates.totalBytes());
  }
}
