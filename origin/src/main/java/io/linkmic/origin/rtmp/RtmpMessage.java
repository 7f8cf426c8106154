package io.linkmic.origin.rtmp;

import io.netty.buffer.ByteBuf;

/**
 * One whole message.
 *
 * @param typeId see {@link MessageType}
 * @param timestamp milliseconds, unsigned 32 bits
 * @param streamId message stream id
 * @param payload owned by whoever holds the message. Has at least {@link #HEADROOM} free bytes
 *     before its reader index and {@link #TAILROOM} after its writer index (within its maximum
 *     capacity), so that an FLV tag can be made of it in place
 */
public record RtmpMessage(int typeId, int timestamp, int streamId, ByteBuf payload) {
  /** Length of an HTTP chunk's size line (10) and of an FLV tag header (11). */
  public static final int HEADROOM = 21;

  /** PreviousTagSize (4) and the CR LF that ends an HTTP chunk (2). */
  public static final int TAILROOM = 6;

  public void release() {
    payload.release();
  }
}
