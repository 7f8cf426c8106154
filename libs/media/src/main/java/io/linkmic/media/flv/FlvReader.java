package io.linkmic.media.flv;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream, in pieces of any size, into tags.
 *
 * <pre>
 *  "FLV" 1 flags(1) headerSize(4) … | previousTagSize(4) | type(1) size(3) ts(3) tsHigh(1) 0(3) body
 * </pre>
 */
public final class FlvReader {

  private static final int FILE_HEADER = 9;
  private static final int TAG_HEADER = 11;
  private static final int PREVIOUS_SIZE = 4;

  /**
   * An IDR of 100 Mbit/s video at one per two seconds still fits; keeps a stranger's size honest.
   */
  private static final int MAX_BODY = 8 * 1024 * 1024;

  private byte[] pending = new byte[64 * 1024];
  private int filled;
  private long consumed;
  private boolean headerSeen;
  private FlvRead.@Nullable Malformed malformed;

  /**
   * Takes the next bytes of the stream.
   *
   * @param bytes borrowed for this call
   * @param tags gets each complete tag; the tag owns its data
   */
  public FlvRead accept(byte[] bytes, int offset, int length, Consumer<FlvTag> tags) {
    if (malformed != null) {
      return malformed;
    }
    append(bytes, offset, length);
    int at = headerSeen ? 0 : fileHeader();
    while (malformed == null && (headerSeen || at > 0)) {
      int next = tag(at, tags);
      if (next < 0) {
        break;
      }
      at = next;
    }
    if (malformed != null) {
      pending = new byte[0];
      filled = 0;
      return malformed;
    }
    discard(at);
    return FlvRead.Taken.TAKEN;
  }

  private void append(byte[] bytes, int offset, int length) {
    if (filled + length > pending.length) {
      // At most one tag waits here: MAX_BODY and one call's bytes bound the array.
      pending = Arrays.copyOf(pending, Math.max(filled + length, 2 * pending.length));
    }
    System.arraycopy(bytes, offset, pending, filled, length);
    filled += length;
  }

  private void discard(int count) {
    System.arraycopy(pending, count, pending, 0, filled - count);
    filled -= count;
    consumed += count;
  }

  private int fileHeader() {
    if (filled < FILE_HEADER) {
      return 0;
    }
    ByteBuffer header = ByteBuffer.wrap(pending, 0, filled);
    if (header.get(0) != 'F' || header.get(1) != 'L' || header.get(2) != 'V') {
      return stop("no FLV signature", 0);
    }
    if (header.getInt(5) != FILE_HEADER) {
      return stop("FLV header of unknown size", 0);
    }
    headerSeen = true;
    return FILE_HEADER;
  }

  /** Reads PreviousTagSize and a tag at {@code at}; −1 when it is not complete yet. */
  private int tag(int at, Consumer<FlvTag> tags) {
    if (filled - at < PREVIOUS_SIZE + TAG_HEADER) {
      return -1;
    }
    ByteBuffer buffer = ByteBuffer.wrap(pending, 0, filled);
    int start = at + PREVIOUS_SIZE;
    FlvTag.Type type = type(buffer.get(start) & 0xff);
    if (type == null) {
      return stop("unknown or encrypted tag type", start);
    }
    int size = buffer.getInt(start) & 0xff_ffff;
    if (size > MAX_BODY) {
      return stop("tag too large", start);
    }
    if (filled - start < TAG_HEADER + size) {
      return -1;
    }
    int low = buffer.getInt(start + 4);
    long timestamp = ((low & 0xffL) << 24) | (low >>> 8);
    int body = start + TAG_HEADER;
    tags.accept(
        new FlvTag(
            type, timestamp, ByteBuffer.wrap(Arrays.copyOfRange(pending, body, body + size))));
    return body + size;
  }

  private static FlvTag.@Nullable Type type(int code) {
    for (FlvTag.Type type : FlvTag.Type.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    return null;
  }

  private int stop(String reason, int at) {
    malformed = new FlvRead.Malformed(reason, consumed + at);
    return -1;
  }
}
