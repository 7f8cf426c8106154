package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed certificate and its key, made afresh by every process.
 *
 * @param certificate DER
 * @param fingerprint sha-256 of {@code certificate}
 */
public record DtlsIdentity(Bytes certificate, PrivateKey privateKey, Fingerprint fingerprint) {
  private static final X500Name NAME = new X500Name("CN=LinkMic");

  // RFC 8827 §6.5: trust comes from the fingerprint; the dates mean nothing, and no clock is
  // needed.
  private static final Instant NOT_BEFORE = Instant.parse("2020-01-01T00:00:00Z");

  // RFC 5280 §4.1.2.5: no well-defined expiration.
  private static final Instant NOT_AFTER = Instant.parse("9999-12-31T23:59:59Z");

  /** A P-256 key and its certificate: what every WebRTC implementation accepts (RFC 8827 §6.5). */
  public static DtlsIdentity generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA")
              .setSecureRandom(random)
              .build(pair.getPrivate());
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  NAME,
                  // RFC 5280 §4.1.2.2: positive.
                  new BigInteger(64, random).add(BigInteger.ONE),
                  Date.from(NOT_BEFORE),
                  Date.from(NOT_AFTER),
                  NAME,
                  pair.getPublic())
              .build(signer)
              .getEncoded();
      Bytes der = Bytes.wrap(certificate);
      return new DtlsIdentity(der, pair.getPrivate(), Fingerprint.sha256(der));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("This Java runtime cannot make a P-256 certificate", e);
    }
  }

  @Override
  public String toString() {
    return "DtlsIdentity[" + fingerprint + "]";
  }
}
