package io.linkmic.origin.rtmp;

import io.netty.buffer.ByteBuf;

/**
 * Cuts messages into chunks; the counterpart of {@link ChunkReader}. Every message begins with a
 * type 0 header: its bytes then depend on nothing that was sent before, and all viewers of a stream
 * share them.
 */
public final class ChunkWriter {
  private static final int EXTENDED = 0xFFFFFF;

  private ChunkWriter() {}

  /** The longest a message of {@code length} bytes becomes. */
  public static int chunkedLength(int length, int chunkSize) {
    return 16 + length + 5 * (Math.max(0, length - 1) / chunkSize);
  }

  /**
   * Appends a message to {@code out}.
   *
   * @param chunkStreamId 2 to 63
   * @param message borrowed; its payload's indices stay as they are
   */
  public static void write(ByteBuf out, int chunkStreamId, RtmpMessage message, int chunkSize) {
    int timestamp = message.timestamp();
    boolean extended = Integer.compareUnsigned(timestamp, EXTENDED) >= 0;
    ByteBuf payload = message.payload();
    int length = payload.readableBytes();
    out.writeByte(chunkStreamId)
        .writeMedium(extended ? EXTENDED : timestamp)
        .writeMedium(length)
        .writeByte(message.typeId())
        .writeIntLE(message.streamId());
    if (extended) {
      out.writeInt(timestamp);
    }
    int from = payload.readerIndex();
    int count = Math.min(length, chunkSize);
    out.writeBytes(payload, from, count);
    for (int at = count; at < length; at += count) {
      out.writeByte(0xC0 | chunkStreamId);
      if (extended) {
        out.writeInt(timestamp);
      }
      count = Math.min(length - at, chunkSize);
      out.writeBytes(payload, from + at, count);
    }
  }
}
