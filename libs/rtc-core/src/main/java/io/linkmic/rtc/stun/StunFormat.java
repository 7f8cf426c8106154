package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.Bytes;
import java.util.zip.CRC32;

/** Numbers of RFC 8489 and RFC 8445 shared by the reader and the writer. */
final class StunFormat {
  static final int HEADER_LENGTH = 20;
  static final int MAGIC_COOKIE = 0x2112A442;
  static final int TRANSACTION_ID_LENGTH = 12;

  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int SOFTWARE = 0x8022;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802A;

  static final int INTEGRITY_LENGTH = 20;

  /** RFC 8489 §14.3: a user name is shorter than 509 bytes of UTF-8. */
  static final int MAX_USERNAME = 508;

  /** RFC 8489 §14.7: XORed into the CRC so that it differs from other CRCs in a packet. */
  private static final int FINGERPRINT_XOR = 0x5354554E;

  private StunFormat() {}

  /** FINGERPRINT of the first {@code length} bytes of {@code message}. */
  static int fingerprint(Bytes message, int length) {
    CRC32 crc = new CRC32();
    crc.update(message.array(), message.arrayOffset(), length);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  static int padded(int length) {
    return (length + 3) & ~3;
  }
}
