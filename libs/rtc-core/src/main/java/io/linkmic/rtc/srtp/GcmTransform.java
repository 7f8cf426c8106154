package io.linkmic.rtc.srtp;

import io.linkmic.rtc.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** RFC 7714: the tag stands behind the ciphertext, SRTCP's index word behind the tag. */
final class GcmTransform implements Transform {
  private static final int TAG = 16;
  private static final int RTCP_HEADER = 8;
  private static final int ENCRYPTED = 0x80000000;

  private final SecretKeySpec key;
  private final byte[] salt;
  private final Cipher cipher;
  private final byte[] iv = new byte[12];
  private final byte[] word = new byte[4];

  GcmTransform(SessionKeys keys) {
    key = new SecretKeySpec(keys.encryption().toArray(), "AES");
    salt = keys.salt().toArray();
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding", JdkCiphers.PROVIDER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no AES-GCM", e);
    }
  }

  @Override
  public void protectRtp(byte[] packet, int offset, int header, int length, int ssrc, long index) {
    try {
      begin(Cipher.ENCRYPT_MODE, ssrc, index);
      cipher.updateAAD(packet, offset, header);
      cipher.doFinal(packet, offset + header, length - header, packet, offset + header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean unprotectRtp(
      byte[] packet, int offset, int header, int length, int ssrc, long index) {
    try {
      begin(Cipher.DECRYPT_MODE, ssrc, index);
      cipher.updateAAD(packet, offset, header);
      cipher.doFinal(packet, offset + header, length - header, packet, offset + header);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void protectRtcp(byte[] packet, int offset, int length, int ssrc, int index) {
    try {
      begin(Cipher.ENCRYPT_MODE, ssrc, index);
      putWord(word, 0, index | ENCRYPTED);
      cipher.updateAAD(packet, offset, RTCP_HEADER);
      cipher.updateAAD(word);
      int body = offset + RTCP_HEADER;
      cipher.doFinal(packet, body, length - RTCP_HEADER, packet, body);
      System.arraycopy(word, 0, packet, offset + length + TAG, word.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int indexWord(byte[] packet, int offset, int length) {
    return Bytes.wrap(packet, offset + length - 4, 4).i32(0);
  }

  @Override
  public boolean unprotectRtcp(byte[] packet, int offset, int length, int ssrc, int indexWord) {
    try {
      begin(Cipher.DECRYPT_MODE, ssrc, indexWord & ~ENCRYPTED);
      putWord(word, 0, indexWord);
      // RFC 7714 §9.2, 9.3: unencrypted RTCP is all associated data.
      int clear = (indexWord & ENCRYPTED) != 0 ? RTCP_HEADER : length - 4 - TAG;
      cipher.updateAAD(packet, offset, clear);
      cipher.updateAAD(word);
      cipher.doFinal(packet, offset + clear, length - 4 - clear, packet, offset + clear);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 7714 §8.1, 9.1: 00 00, SSRC, 48 bits of index; XOR the salt. */
  private void begin(int mode, int ssrc, long index) throws GeneralSecurityException {
    iv[0] = 0;
    iv[1] = 0;
    putWord(iv, 2, ssrc);
    iv[6] = (byte) (index >>> 40);
    iv[7] = (byte) (index >>> 32);
    putWord(iv, 8, (int) index);
    for (int i = 0; i < iv.length; i++) {
      iv[i] ^= salt[i];
    }
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, iv));
  }

  static void putWord(byte[] target, int at, int value) {
    target[at] = (byte) (value >>> 24);
    target[at + 1] = (byte) (value >>> 16);
    target[at + 2] = (byte) (value >>> 8);
    target[at + 3] = (byte) value;
  }
}
