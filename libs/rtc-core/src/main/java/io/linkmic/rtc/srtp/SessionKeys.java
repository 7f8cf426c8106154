package io.linkmic.rtc.srtp;

import io.linkmic.rtc.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 3711 §4.3 with a key derivation rate of 0: the keys of SRTP or SRTCP in one direction.
 *
 * @param authentication empty for AEAD
 */
record SessionKeys(Bytes encryption, Bytes authentication, Bytes salt) {
  private static final int SRTP = 0;
  private static final int SRTCP = 3;
  private static final int HMAC_SHA1_KEY_LENGTH = 20;

  static SessionKeys ofRtp(SrtpProfile profile, SrtpKeys.Master master) {
    return derive(profile, master, SRTP);
  }

  static SessionKeys ofRtcp(SrtpProfile profile, SrtpKeys.Master master) {
    return derive(profile, master, SRTCP);
  }

  private static SessionKeys derive(SrtpProfile profile, SrtpKeys.Master master, int firstLabel) {
    int authentication =
        switch (profile) {
          case AEAD_AES_128_GCM -> 0;
          case AES128_CM_HMAC_SHA1_80 -> HMAC_SHA1_KEY_LENGTH;
        };
    return new SessionKeys(
        key(master, firstLabel, profile.keyLength()),
        key(master, firstLabel + 1, authentication),
        key(master, firstLabel + 2, profile.saltLength()));
  }

  private static Bytes key(SrtpKeys.Master master, int label, int length) {
    // The 12-byte salt of AEAD counts as 14 bytes that end in zeros (RFC 7714 §11).
    byte[] block = new byte[16];
    master.salt().copyTo(block, 0);
    block[7] ^= (byte) label;
    try {
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding", JdkCiphers.PROVIDER);
      SecretKeySpec key = new SecretKeySpec(master.key().toArray(), "AES");
      aes.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(block));
      return Bytes.wrap(aes.doFinal(new byte[length]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no AES", e);
    }
  }
}
