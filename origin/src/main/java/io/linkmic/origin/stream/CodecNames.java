package io.linkmic.origin.stream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** RFC 6381 codec names from sequence headers. */
final class CodecNames {
  private CodecNames() {}

  /**
   * From an AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1), or the FourCC it begins with.
   */
  static String video(@Nullable LiveTag header) {
    if (header == null) {
      return "";
    }
    ByteBuf body = header.body();
    if ((body.getUnsignedByte(0) & 0x80) != 0) {
      return body.readableBytes() < 5 ? "" : body.toString(1, 4, StandardCharsets.US_ASCII);
    }
    // One byte of frame type, one of packet type, three of composition time, one of version.
    return body.readableBytes() < 9
        ? "avc1"
        : String.format(Locale.ROOT, "avc1.%06x", body.getUnsignedMedium(6));
  }

  /**
   * From an AudioSpecificConfig (ISO 14496-3 §1.6.2.1): its first five bits are the object type.
   */
  static String audio(@Nullable LiveTag header) {
    if (header == null) {
      return "";
    }
    ByteBuf body = header.body();
    return body.readableBytes() < 3 ? "mp4a.40" : "mp4a.40." + (body.getUnsignedByte(2) >>> 3);
  }
}
