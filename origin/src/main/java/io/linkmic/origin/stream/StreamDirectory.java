package io.linkmic.origin.stream;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All streams by key; the door through which publishers and viewers come. Any thread. */
public final class StreamDirectory {
  private final Map<StreamKey, LiveStream> streams = new ConcurrentHashMap<>();
  private final StreamLimits limits;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;
  private final InstantSource clock;

  /**
   * @param nanoTime monotonic; all waiting is measured by it
   * @param clock for the status only
   */
  public StreamDirectory(
      StreamLimits limits, OriginFigures figures, LongSupplier nanoTime, InstantSource clock) {
    this.limits = limits;
    this.figures = figures;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /**
   * Asks for the right to publish.
   *
   * @param epoch the publisher's fencing epoch; a higher one takes over at once
   * @param answer called on the publisher's event loop
   */
  public void publish(
      StreamKey key, OptionalLong epoch, Publisher publisher, Consumer<PublishResult> answer) {
    LiveStream stream = stream(key, publisher.eventLoop());
    if (stream == null) {
      answer.accept(new PublishResult.Refused(PublishResult.Refusal.TOO_MANY_STREAMS));
      return;
    }
    stream.onHome(() -> {
      if (!stream.publish(publisher, epoch, answer)) {
        Loops.on(publisher.eventLoop(), () -> publish(key, epoch, publisher, answer));
      }
    });
  }

  /** Lets a viewer in; it is told when there is nothing for it. On the viewer's event loop. */
  public void join(StreamKey key, Viewer viewer) {
    LiveStream stream = stream(key, viewer.eventLoop());
    if (stream == null) {
      viewer.end(EndReason.REFUSED);
      return;
    }
    stream.onHome(() -> {
      if (!stream.join(viewer)) {
        Loops.on(viewer.eventLoop(), () -> join(key, viewer));
      }
    });
  }

  /** All streams, by key; completed on one of their loops. */
  public CompletableFuture<List<StreamStatus>> statuses() {
    List<CompletableFuture<StreamStatus>> asked =
        streams.values().stream().map(StreamDirectory::ask).toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(_ ->
            asked.stream()
                .map(CompletableFuture::join)
                .sorted(Comparator.comparing(status -> status.key().value()))
                .toList());
  }

  /** One stream, or nothing; completed on its loop. */
  public CompletableFuture<Optional<StreamStatus>> status(StreamKey key) {
    LiveStream stream = streams.get(key);
    return stream == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : ask(stream).thenApply(Optional::of);
  }

  public int size() {
    return streams.size();
  }

  /** Ends all streams: viewers are told, publishers are let go. */
  public void shutdown() {
    new ArrayList<>(streams.values()).forEach(stream -> stream.onHome(stream::shutdown));
  }

  private static CompletableFuture<StreamStatus> ask(LiveStream stream) {
    CompletableFuture<StreamStatus> answer = new CompletableFuture<>();
    stream.onHome(() -> answer.complete(stream.status()));
    return answer;
  }

  private @Nullable LiveStream stream(StreamKey key, EventLoop home) {
    LiveStream known = streams.get(key);
    if (known != null || streams.size() >= limits.maxStreams()) {
      return known;
    }
    return streams.computeIfAbsent(key, _ -> new LiveStream(key, home, this));
  }

  void remove(StreamKey key, LiveStream stream) {
    streams.remove(key, stream);
  }

  StreamLimits limits() {
    return limits;
  }

  OriginFigures figures() {
    return figures;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  Instant now() {
    return clock.instant();
  }
}
