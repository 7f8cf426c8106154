package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * RFC 8122 §5: digest of a certificate.
 *
 * @param algorithm lower case, {@code sha-256}, {@code sha-384} or {@code sha-512}
 */
public record Fingerprint(String algorithm, Bytes digest) {

  /**
   * @param certificate DER
   */
  static Fingerprint sha256(Bytes certificate) {
    return new Fingerprint("sha-256", digest("SHA-256", certificate));
  }

  /** Whether this is the digest of {@code certificate}; false for algorithms not named above. */
  boolean matches(Bytes certificate) {
    return switch (algorithm) {
      case "sha-256", "sha-384", "sha-512" ->
          MessageDigest.isEqual(
              digest(algorithm.toUpperCase(Locale.ROOT), certificate).toArray(), digest.toArray());
      default -> false;
    };
  }

  private static Bytes digest(String algorithm, Bytes certificate) {
    try {
      return Bytes.wrap(MessageDigest.getInstance(algorithm).digest(certificate.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has " + algorithm, e);
    }
  }
}
