package io.linkmic.origin.stream;

import io.netty.buffer.ByteBuf;

/**
 * What the first bytes of a tag's body say (FLV 10.1 §E.4.2 and §E.4.3; Enhanced RTMP v1 for the
 * video codecs that name themselves by FourCC).
 */
enum TagContent {
  SEQUENCE_HEADER,
  KEY_FRAME,
  FRAME;

  private static final int CODEC_AVC = 7;
  private static final int SOUND_AAC = 10;
  private static final int FRAME_KEY = 1;

  /** Enhanced RTMP: "IsExHeader", then a packet type in the low four bits. */
  private static final int EX_HEADER = 0x80;

  private static final int PACKET_SEQUENCE_START = 0;
  private static final int PACKET_METADATA = 4;

  /** What {@code body}, borrowed, holds. */
  static TagContent of(TagKind kind, ByteBuf body) {
    return switch (kind) {
      case SCRIPT -> FRAME;
      case AUDIO -> audio(body);
      case VIDEO -> video(body);
    };
  }

  private static TagContent audio(ByteBuf body) {
    if (body.readableBytes() < 2) {
      return FRAME;
    }
    int at = body.readerIndex();
    boolean header = body.getUnsignedByte(at) >>> 4 == SOUND_AAC && body.getByte(at + 1) == 0;
    return header ? SEQUENCE_HEADER : FRAME;
  }

  private static TagContent video(ByteBuf body) {
    if (body.readableBytes() < 2) {
      return FRAME;
    }
    int at = body.readerIndex();
    int first = body.getUnsignedByte(at);
    int frameType = first >>> 4 & 0x07;
    if ((first & EX_HEADER) != 0) {
      int packetType = first & 0x0F;
      if (packetType == PACKET_SEQUENCE_START) {
        return SEQUENCE_HEADER;
      }
      return frameType == FRAME_KEY && packetType != PACKET_METADATA ? KEY_FRAME : FRAME;
    }
    if ((first & 0x0F) != CODEC_AVC) {
      return frameType == FRAME_KEY ? KEY_FRAME : FRAME;
    }
    int packetType = body.getUnsignedByte(at + 1);
    if (packetType == 0) {
      return SEQUENCE_HEADER;
    }
    return frameType == FRAME_KEY && packetType == 1 ? KEY_FRAME : FRAME;
  }
}
