package io.linkmic.origin.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Publishers wrap metadata as {@code "@setDataFrame", "onMetaData", {…}}; viewers want the rest.
 */
final class DataFrame {
  private static final int STRING = 0x02;
  private static final String SET = "@setDataFrame";
  private static final String CLEAR = "@clearDataFrame";

  private DataFrame() {}

  /** Takes the wrapper off; false when nothing is left for viewers. */
  static boolean unwrap(ByteBuf payload) {
    if (begins(payload, SET)) {
      payload.skipBytes(3 + SET.length());
    }
    return payload.isReadable() && !begins(payload, CLEAR);
  }

  private static boolean begins(ByteBuf payload, String name) {
    int at = payload.readerIndex();
    return payload.readableBytes() >= 3 + name.length()
        && payload.getByte(at) == STRING
        && payload.getUnsignedShort(at + 1) == name.length()
        && payload
            .getCharSequence(at + 3, name.length(), StandardCharsets.US_ASCII)
            .toString()
            .equals(name);
  }
}
