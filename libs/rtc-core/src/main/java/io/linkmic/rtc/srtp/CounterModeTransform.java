package io.linkmic.rtc.srtp;

import io.linkmic.rtc.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 3711 §4: AES in counter mode, then HMAC-SHA1 cut to 80 bits. SRTCP's index word stands before
 * the tag and is authenticated with the packet.
 */
final class CounterModeTransform implements Transform {
  private static final int TAG = 10;
  private static final int RTCP_HEADER = 8;
  private static final int ENCRYPTED = 0x80000000;

  private final SecretKeySpec key;
  private final byte[] salt;
  private final Cipher cipher;
  private final Mac hmac;
  private final byte[] iv = new byte[16];
  private final byte[] digest = new byte[20];
  private final byte[] word = new byte[4];

  CounterModeTransform(SessionKeys keys) {
    key = new SecretKeySpec(keys.encryption().toArray(), "AES");
    salt = keys.salt().toArray();
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding", JdkCiphers.PROVIDER);
      hmac = Mac.getInstance("HmacSHA1", JdkCiphers.PROVIDER);
      hmac.init(new SecretKeySpec(keys.authentication().toArray(), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no AES-CTR or HmacSHA1", e);
    }
  }

  @Override
  public void protectRtp(byte[] packet, int offset, int header, int length, int ssrc, long index) {
    crypt(packet, offset + header, length - header, ssrc, index);
    authenticateRtp(packet, offset, length, index);
    System.arraycopy(digest, 0, packet, offset + length, TAG);
  }

  @Override
  public boolean unprotectRtp(
      byte[] packet, int offset, int header, int length, int ssrc, long index) {
    int plain = length - TAG;
    authenticateRtp(packet, offset, plain, index);
    if (!isTag(packet, offset + plain)) {
      return false;
    }
    crypt(packet, offset + header, plain - header, ssrc, index);
    return true;
  }

  @Override
  public void protectRtcp(byte[] packet, int offset, int length, int ssrc, int index) {
    crypt(packet, offset + RTCP_HEADER, length - RTCP_HEADER, ssrc, index);
    GcmTransform.putWord(packet, offset + length, index | ENCRYPTED);
    authenticate(packet, offset, length + 4);
    System.arraycopy(digest, 0, packet, offset + length + 4, TAG);
  }

  @Override
  public int indexWord(byte[] packet, int offset, int length) {
    return Bytes.wrap(packet, offset + length - TAG - 4, 4).i32(0);
  }

  @Override
  public boolean unprotectRtcp(byte[] packet, int offset, int length, int ssrc, int indexWord) {
    authenticate(packet, offset, length - TAG);
    if (!isTag(packet, offset + length - TAG)) {
      return false;
    }
    if ((indexWord & ENCRYPTED) != 0) {
      int body = length - TAG - 4 - RTCP_HEADER;
      crypt(packet, offset + RTCP_HEADER, body, ssrc, indexWord & ~ENCRYPTED);
    }
    return true;
  }

  /** RFC 3711 §4.1.1: IV = salt·2^16 XOR ssrc·2^64 XOR index·2^16. */
  private void crypt(byte[] packet, int offset, int length, int ssrc, long index) {
    System.arraycopy(salt, 0, iv, 0, salt.length);
    iv[14] = 0;
    iv[15] = 0;
    for (int i = 0; i < 4; i++) {
      iv[4 + i] ^= (byte) (ssrc >>> (24 - 8 * i));
    }
    for (int i = 0; i < 6; i++) {
      iv[8 + i] ^= (byte) (index >>> (40 - 8 * i));
    }
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
      cipher.doFinal(packet, offset, length, packet, offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 3711 §4.2: the rollover counter is authenticated as if it followed the packet. */
  private void authenticateRtp(byte[] packet, int offset, int length, long index) {
    hmac.update(packet, offset, length);
    GcmTransform.putWord(word, 0, (int) (index >>> 16));
    hmac.update(word);
    finishDigest();
  }

  private void authenticate(byte[] packet, int offset, int length) {
    hmac.update(packet, offset, length);
    finishDigest();
  }

  private void finishDigest() {
    try {
      hmac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In constant time. */
  private boolean isTag(byte[] packet, int at) {
    int difference = 0;
    for (int i = 0; i < TAG; i++) {
      difference |= packet[at + i] ^ digest[i];
    }
    return difference == 0;
  }
}
