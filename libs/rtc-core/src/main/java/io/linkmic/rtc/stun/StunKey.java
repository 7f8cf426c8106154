package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The short-term credential of RFC 8489 §9.1, ready to compute MESSAGE-INTEGRITY. Keeps a keyed
 * HMAC and its scratch space, so that checking a message allocates nothing; one thread at a time.
 */
public final class StunKey {
  private final Mac hmac;
  private final byte[] header = new byte[4];
  private final byte[] digest = new byte[StunFormat.INTEGRITY_LENGTH];

  public StunKey(String password) {
    try {
      hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HmacSHA1", e);
    }
  }

  /**
   * Whether the 20 bytes at {@code integrityOffset + 4} authenticate what precedes the attribute.
   */
  boolean verifies(Bytes message, int integrityOffset) {
    compute(message, integrityOffset);
    byte[] shown = message.slice(integrityOffset + 4, StunFormat.INTEGRITY_LENGTH).toArray();
    return MessageDigest.isEqual(digest, shown);
  }

  /** The HMAC over what precedes the attribute; valid until the next call. */
  Bytes compute(Bytes message, int integrityOffset) {
    // RFC 8489 §14.5: the header's length field counts up to the end of MESSAGE-INTEGRITY.
    int length = integrityOffset + 4 + StunFormat.INTEGRITY_LENGTH - StunFormat.HEADER_LENGTH;
    header[0] = (byte) message.u8(0);
    header[1] = (byte) message.u8(1);
    header[2] = (byte) (length >>> 8);
    header[3] = (byte) length;
    hmac.update(header);
    hmac.update(message.array(), message.arrayOffset() + 4, integrityOffset - 4);
    try {
      hmac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return Bytes.wrap(digest);
  }
}
