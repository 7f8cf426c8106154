package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one RFC 8489 message; {@link StunParser} reads it. */
public final class StunWriter {
  // An ICE request is about 100 bytes, a response 64 to 76.
  private static final int USUAL_LENGTH = 128;

  private final ByteWriter out = new ByteWriter(USUAL_LENGTH);
  private final Bytes transactionId;

  /**
   * @param transactionId 12 random bytes for a request, those of the request for an answer
   */
  public StunWriter(StunMessageType type, Bytes transactionId) {
    this.transactionId = transactionId;
    out.u16(type.code).u16(0).u32(StunFormat.MAGIC_COOKIE).bytes(transactionId);
  }

  public StunWriter username(String username) {
    return text(StunFormat.USERNAME, username);
  }

  public StunWriter software(String description) {
    return text(StunFormat.SOFTWARE, description);
  }

  public StunWriter xorMappedAddress(InetSocketAddress address) {
    XorAddress.write(out, address, transactionId);
    return this;
  }

  public StunWriter priority(long priority) {
    out.u16(StunFormat.PRIORITY).u16(4).u32(priority);
    return this;
  }

  public StunWriter useCandidate() {
    out.u16(StunFormat.USE_CANDIDATE).u16(0);
    return this;
  }

  public StunWriter iceControlling(long tieBreaker) {
    out.u16(StunFormat.ICE_CONTROLLING).u16(8).i64(tieBreaker);
    return this;
  }

  public StunWriter iceControlled(long tieBreaker) {
    out.u16(StunFormat.ICE_CONTROLLED).u16(8).i64(tieBreaker);
    return this;
  }

  public StunWriter errorCode(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    out.u16(StunFormat.ERROR_CODE).u16(4 + text.length);
    out.u16(0).u8(code / 100).u8(code % 100);
    return padded(text);
  }

  public StunWriter unknownAttributes(List<Integer> types) {
    out.u16(StunFormat.UNKNOWN_ATTRIBUTES).u16(2 * types.size());
    types.forEach(out::u16);
    out.zeros(-out.length() & 3);
    return this;
  }

  /** MESSAGE-INTEGRITY, FINGERPRINT, and the bytes: the writer is not used afterwards. */
  public Bytes finish(StunKey key) {
    int integrityOffset = out.length();
    Bytes hmac = key.compute(out.toBytes(), integrityOffset);
    out.u16(StunFormat.MESSAGE_INTEGRITY).u16(StunFormat.INTEGRITY_LENGTH).bytes(hmac);
    int fingerprintOffset = out.length();
    // RFC 8489 §14.7: the length field already counts FINGERPRINT when the CRC is taken.
    out.putU16(2, fingerprintOffset + 8 - StunFormat.HEADER_LENGTH);
    int fingerprint = StunFormat.fingerprint(out.toBytes(), fingerprintOffset);
    return out.u16(StunFormat.FINGERPRINT).u16(4).u32(fingerprint).toBytes();
  }

  private StunWriter text(int type, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    out.u16(type).u16(text.length);
    return padded(text);
  }

  private StunWriter padded(byte[] value) {
    out.bytes(value).zeros(-value.length & 3);
    return this;
  }
}
