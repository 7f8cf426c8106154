package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.srtp.SrtpKeys;
import io.linkmic.rtc.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/** What one handshake needs and yields in either role; the Bouncy Castle callbacks lead here. */
final class Association {
  private static final byte[] NO_MKI = {};

  private final DtlsIdentity identity;
  private final List<Fingerprint> remoteFingerprints;
  private final JcaTlsCrypto crypto;
  private boolean fingerprintMismatched;
  private @Nullable SrtpProfile profile;
  private @Nullable SrtpKeys keys;

  Association(DtlsIdentity identity, List<Fingerprint> remoteFingerprints, JcaTlsCrypto crypto) {
    this.identity = identity;
    this.remoteFingerprints = remoteFingerprints;
    this.crypto = crypto;
  }

  JcaTlsCrypto crypto() {
    return crypto;
  }

  @Nullable SrtpKeys keys() {
    return keys;
  }

  boolean fingerprintMismatched() {
    return fingerprintMismatched;
  }

  /** RFC 8827 §6.5: the handshake ends here unless the certificate is the one in the SDP. */
  void checkCertificate(Certificate chain) throws IOException {
    if (chain.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }
    Bytes certificate = Bytes.wrap(chain.getCertificateAt(0).getEncoded());
    if (remoteFingerprints.stream().noneMatch(fingerprint -> fingerprint.matches(certificate))) {
      fingerprintMismatched = true;
      throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }
  }

  TlsCredentials credentials(TlsContext context) throws IOException {
    TlsCertificate certificate = new JcaTlsCertificate(crypto, identity.certificate().toArray());
    return new JcaDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        identity.privateKey(),
        new Certificate(new TlsCertificate[] {certificate}),
        TlsChoices.OUR_SIGNATURE);
  }

  /** Our certificate is signed for in one way only; the other side must be able to verify it. */
  static void requireOurSignature(@Nullable Vector<?> acceptable) throws IOException {
    if (acceptable == null || !acceptable.contains(TlsChoices.OUR_SIGNATURE)) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
  }

  /** RFC 5764 §4.1.1: what the client offers. */
  static UseSRTPData srtpOffer() {
    int[] codes = Arrays.stream(SrtpProfile.values()).mapToInt(SrtpProfile::code).toArray();
    return new UseSRTPData(codes, NO_MKI);
  }

  /** The server's choice: our best among what is offered. */
  UseSRTPData chooseSrtp(@Nullable UseSRTPData offer) throws IOException {
    if (offer != null) {
      for (SrtpProfile candidate : SrtpProfile.values()) {
        for (int code : offer.getProtectionProfiles()) {
          if (code == candidate.code()) {
            profile = candidate;
            return new UseSRTPData(new int[] {code}, NO_MKI);
          }
        }
      }
    }
    throw new TlsFatalAlert(AlertDescription.handshake_failure);
  }

  /** The client's reading of the server's choice. */
  void acceptSrtp(@Nullable UseSRTPData answer) throws IOException {
    if (answer == null || answer.getProtectionProfiles().length != 1) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
    profile =
        SrtpProfile.ofCode(answer.getProtectionProfiles()[0])
            .orElseThrow(() -> new TlsFatalAlert(AlertDescription.illegal_parameter));
  }

  /** RFC 5764 §4.2. */
  void exportKeys(TlsContext context, boolean isClient) {
    SrtpProfile chosen = profile;
    if (chosen == null) {
      throw new IllegalStateException("handshake complete without use_srtp");
    }
    byte[] material =
        context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, chosen.keyingMaterialLength());
    keys = SrtpKeys.fromExporter(chosen, Bytes.wrap(material), isClient);
  }
}
