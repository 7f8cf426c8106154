package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.security.PrivateKey;

/**
 * A self-signed certificate and its key, made afresh by every process.
 *
 * @param certificate DER
 * @param fingerprint sha-256 of {@code certificate}
 */
public record DtlsIdentity(Bytes certificate, PrivateKey privateKey, Fingerprint fingerprint) {
  @Override
  public String toString() {
    return "DtlsIdentity[" + fingerprint + "]";
  }
}
