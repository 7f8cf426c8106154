package io.linkmic.rtc.dtls;

import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/** What both roles offer and accept: ECDHE and AEAD only. */
final class TlsChoices {
  /** Our own certificate is ECDSA. */
  private static final int[] ECDSA_SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
  };

  /** GStreamer's server side shows an RSA certificate. */
  private static final int[] RSA_SUITES = {
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
  };

  private static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1};

  static final SignatureAndHashAlgorithm OUR_SIGNATURE =
      new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

  private TlsChoices() {}

  static int[] serverSuites() {
    return ECDSA_SUITES.clone();
  }

  static int[] clientSuites() {
    int[] suites = Arrays.copyOf(ECDSA_SUITES, ECDSA_SUITES.length + RSA_SUITES.length);
    System.arraycopy(RSA_SUITES, 0, suites, ECDSA_SUITES.length, RSA_SUITES.length);
    return suites;
  }

  static int[] groups() {
    return GROUPS.clone();
  }

  /**
   * Fresh, because Bouncy Castle keeps it: its interfaces still want a Vector. No RSA-PSS, which it
   * asks the JDK for by a name the JDK does not know; every peer with an RSA key knows PKCS #1,
   * too.
   */
  @SuppressWarnings("JdkObsolete")
  static Vector<SignatureAndHashAlgorithm> signatures() {
    return new Vector<>(
        List.of(
            OUR_SIGNATURE,
            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa),
            new SignatureAndHashAlgorithm(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa)));
  }

  @SuppressWarnings("JdkObsolete")
  static Vector<Integer> groupVector() {
    return new Vector<>(Arrays.stream(GROUPS).boxed().toList());
  }
}
