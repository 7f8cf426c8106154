package io.linkmic.media.rtmp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities that Java trusts, as the PEM file FFmpeg's OpenSSL wants: one truth
 * for both, and FFmpeg by itself would verify nobody.
 */
final class TrustAnchors {

  private TrustAnchors() {}

  /** Written once per process, removed at its end. */
  static Path pemFile() {
    return Written.FILE;
  }

  private static final class Written {
    static final Path FILE = write();

    private Written() {}
  }

  private static Path write() {
    try {
      Path file = Files.createTempFile("linkmic-trust-anchors", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, pem(), StandardCharsets.US_ASCII);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot hand Java's trust anchors to FFmpeg", e);
    }
  }

  private static String pem() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    @Nullable KeyStore whatJavaTrusts = null;
    factory.init(whatJavaTrusts);
    Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    StringBuilder pem = new StringBuilder();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate anchor : x509.getAcceptedIssuers()) {
          pem.append("-----BEGIN CERTIFICATE-----\n")
              .append(base64.encodeToString(anchor.getEncoded()))
              .append("\n-----END CERTIFICATE-----\n");
        }
      }
    }
    return pem.toString();
  }
}
