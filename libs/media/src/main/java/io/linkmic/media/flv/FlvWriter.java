package io.linkmic.media.flv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes what {@link FlvReader} reads. Stateless. */
public final class FlvWriter {

  private static final int TAG_HEADER = 11;
  private static final int PREVIOUS_SIZE = 4;

  private FlvWriter() {}

  /** The file header and the first PreviousTagSize; the caller owns the buffer. */
  public static ByteBuffer header(boolean hasAudio, boolean hasVideo) {
    ByteBuffer out = ByteBuffer.allocate(9 + PREVIOUS_SIZE);
    out.put("FLV".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    out.put((byte) ((hasAudio ? 4 : 0) | (hasVideo ? 1 : 0)));
    return out.putInt(9).putInt(0).flip();
  }

  /** A tag with the PreviousTagSize behind it; the caller owns the buffer. */
  public static ByteBuffer tag(FlvTag tag) {
    int size = tag.data().remaining();
    ByteBuffer out = ByteBuffer.allocate(TAG_HEADER + size + PREVIOUS_SIZE);
    int timestamp = (int) tag.timestampMillis();
    out.putInt((tag.type().code() << 24) | size);
    out.putInt((timestamp << 8) | (timestamp >>> 24));
    out.put((byte) 0).putShort((short) 0); // StreamID
    out.put(tag.data().duplicate());
    return out.putInt(TAG_HEADER + size).flip();
  }
}
