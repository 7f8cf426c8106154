package io.linkmic.origin.stream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A publisher's hold on a stream. Used on the publisher's event loop, which is mostly the stream's
 * home; otherwise tags cross over in batches. Once another publisher took over, what comes is
 * thrown away.
 */
public final class Publication {
  private final LiveStream stream;
  private final Publisher publisher;
  private List<Incoming> pending = new ArrayList<>();

  Publication(LiveStream stream, Publisher publisher) {
    this.stream = stream;
    this.publisher = publisher;
  }

  private record Incoming(TagKind kind, int timestamp, ByteBuf body) {}

  Publisher publisher() {
    return publisher;
  }

  /**
   * A tag.
   *
   * @param timestamp milliseconds, unsigned 32 bits
   * @param body transferred; as {@link io.linkmic.origin.rtmp.RtmpMessage#payload()}
   */
  public void tag(TagKind kind, int timestamp, ByteBuf body) {
    if (stream.isHome()) {
      stream.accept(this, kind, timestamp, body);
    } else {
      pending.add(new Incoming(kind, timestamp, body));
    }
  }

  /** Everything the last read brought was handed in. */
  public void flush() {
    if (stream.isHome()) {
      stream.flush();
      return;
    }
    List<Incoming> batch = pending;
    pending = new ArrayList<>();
    stream.onHome(() -> {
      batch.forEach(tag -> stream.accept(this, tag.kind, tag.timestamp, tag.body));
      stream.flush();
    });
  }

  /** The publisher said goodbye: the stream ends. */
  public void end() {
    flush();
    stream.onHome(() -> stream.unpublished(this, true));
  }

  /** The connection broke: viewers are kept for the grace period. */
  public void vanished() {
    flush();
    stream.onHome(() -> stream.unpublished(this, false));
  }
}
