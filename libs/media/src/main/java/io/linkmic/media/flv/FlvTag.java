package io.linkmic.media.flv;

import java.nio.ByteBuffer;

/**
 * One tag (annex E.4.1).
 *
 * @param type what {@code data} holds
 * @param timestampMillis decoding time; the wire has 32 bits of it
 * @param data the tag's body, from position to limit; shared, not copied
 */
public record FlvTag(Type type, long timestampMillis, ByteBuffer data) {

  /** TagType. */
  public enum Type {
    AUDIO(8),
    VIDEO(9),
    SCRIPT(18);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
