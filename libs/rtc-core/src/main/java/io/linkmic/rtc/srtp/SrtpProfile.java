package io.linkmic.rtc.srtp;

import java.util.Optional;

/** The protection profiles of RFC 5764 §4.1.2 and RFC 7714 §14.2 that are offered, best first. */
public enum SrtpProfile {
  AEAD_AES_128_GCM(0x0007, 16, 12, 16),
  AES128_CM_HMAC_SHA1_80(0x0001, 16, 14, 10);

  private final int code;
  private final int keyLength;
  private final int saltLength;
  private final int tagLength;

  SrtpProfile(int code, int keyLength, int saltLength, int tagLength) {
    this.code = code;
    this.keyLength = keyLength;
    this.saltLength = saltLength;
    this.tagLength = tagLength;
  }

  public static Optional<SrtpProfile> ofCode(int code) {
    for (SrtpProfile profile : values()) {
      if (profile.code == code) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /** Its number in the use_srtp extension. */
  public int code() {
    return code;
  }

  /** Bytes of a master key. */
  public int keyLength() {
    return keyLength;
  }

  /** Bytes of a master salt. */
  public int saltLength() {
    return saltLength;
  }

  /** Bytes by which a protected RTP packet is longer. */
  public int tagLength() {
    return tagLength;
  }

  /** Bytes RFC 5764 §4.2 takes from the DTLS exporter: two keys and two salts. */
  public int keyingMaterialLength() {
    return 2 * (keyLength + saltLength);
  }
}
