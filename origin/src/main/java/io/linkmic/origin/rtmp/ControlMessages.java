package io.linkmic.origin.rtmp;

import io.netty.buffer.ByteBuf;

/** Protocol control messages (RTMP §5.4) and user control messages (§7.1.7) as chunked bytes. */
public final class ControlMessages {
  /** RTMP §5.4: control messages travel on chunk stream 2, message stream 0. */
  private static final int CHUNK_STREAM = 2;

  private static final int STREAM_BEGIN = 0;
  private static final int STREAM_EOF = 1;
  private static final int PING_RESPONSE = 7;

  /** Window in full force, RTMP §5.4.5 "dynamic". */
  private static final int LIMIT_DYNAMIC = 2;

  private ControlMessages() {}

  public static void setChunkSize(ByteBuf out, int size) {
    header(out, MessageType.SET_CHUNK_SIZE, 4).writeInt(size);
  }

  /** RTMP §5.4.3: the bytes received so far, modulo 2^32. */
  public static void acknowledgement(ByteBuf out, long received) {
    header(out, MessageType.ACKNOWLEDGEMENT, 4).writeInt((int) received);
  }

  public static void windowAcknowledgementSize(ByteBuf out, int size) {
    header(out, MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE, 4).writeInt(size);
  }

  public static void setPeerBandwidth(ByteBuf out, int size) {
    header(out, MessageType.SET_PEER_BANDWIDTH, 5).writeInt(size).writeByte(LIMIT_DYNAMIC);
  }

  public static void streamBegin(ByteBuf out, int streamId) {
    event(out, STREAM_BEGIN, streamId);
  }

  public static void streamEof(ByteBuf out, int streamId) {
    event(out, STREAM_EOF, streamId);
  }

  public static void pingResponse(ByteBuf out, int timestamp) {
    event(out, PING_RESPONSE, timestamp);
  }

  private static void event(ByteBuf out, int type, int value) {
    header(out, MessageType.USER_CONTROL, 6).writeShort(type).writeInt(value);
  }

  private static ByteBuf header(ByteBuf out, int typeId, int length) {
    return out.writeByte(CHUNK_STREAM)
        .writeMedium(0)
        .writeMedium(length)
        .writeByte(typeId)
        .writeIntLE(0);
  }
}
