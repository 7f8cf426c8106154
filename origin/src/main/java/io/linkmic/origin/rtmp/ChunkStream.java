package io.linkmic.origin.rtmp;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a reader remembers of one chunk stream, RTMP §5.3.1.2. */
final class ChunkStream {
  int timestamp;

  /** The timestamp field as last read: a delta, or after a type 0 header the timestamp itself. */
  int timestampField;

  boolean extended;
  int length;
  int typeId;
  int streamId;

  /** A type 0 header was seen: the other types have something to refer to. */
  boolean known;

  /** The message under assembly, or null between messages. */
  @Nullable ByteBuf payload;

  int missing;

  void drop() {
    if (payload != null) {
      payload.release();
      payload = null;
    }
    missing = 0;
  }
}
