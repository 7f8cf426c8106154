package io.linkmic.origin.stream;

import io.netty.buffer.ByteBuf;

/** How a viewer wants its tags. Buffers returned are transferred to the caller. */
public interface ViewerFormat {

  /** Called once, before any tag. */
  ByteBuf begin(StreamTracks tracks);

  ByteBuf tag(LiveTag tag);

  /** The last bytes; the connection closes after them. */
  ByteBuf end(EndReason reason);

  /** Where the viewer came in, for the metrics. */
  Door door();

  /** The doors viewers come in by. */
  enum Door {
    HTTP_FLV,
    RTMP
  }
}
