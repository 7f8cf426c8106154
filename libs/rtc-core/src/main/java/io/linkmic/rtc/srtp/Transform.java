package io.linkmic.rtc.srtp;

/**
 * The cryptography of SRTP or SRTCP in one direction, for all its sources (the session keys do not
 * depend on the SSRC). All work happens in place.
 */
sealed interface Transform permits GcmTransform, CounterModeTransform {

  /**
   * Encrypts from {@code header} on and writes the tag behind the packet.
   *
   * @param length of the plain packet; the array has room for the tag behind it
   * @param index RFC 3711's 48-bit packet index
   */
  void protectRtp(byte[] packet, int offset, int header, int length, int ssrc, long index);

  /**
   * @param length with the tag
   * @return whether the tag was right; if not the content is undefined
   */
  boolean unprotectRtp(byte[] packet, int offset, int header, int length, int ssrc, long index);

  /** Encrypts behind the first 8 bytes; writes tag and index word as the profile orders them. */
  void protectRtcp(byte[] packet, int offset, int length, int ssrc, int index);

  /** The E bit and the 31-bit index of a protected RTCP packet, as they stand there. */
  int indexWord(byte[] packet, int offset, int length);

  /**
   * @param length with tag and index word
   */
  boolean unprotectRtcp(byte[] packet, int offset, int length, int ssrc, int indexWord);

  static Transform of(SrtpProfile profile, SessionKeys keys) {
    return switch (profile) {
      case AEAD_AES_128_GCM -> new GcmTransform(keys);
      case AES128_CM_HMAC_SHA1_80 -> new CounterModeTransform(keys);
    };
  }
}
