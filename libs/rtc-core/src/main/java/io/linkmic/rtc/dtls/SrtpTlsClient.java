package io.linkmic.rtc.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;

/** Bouncy Castle's callbacks in the client role. */
@SuppressWarnings("JdkObsolete") // Hashtable and Vector are Bouncy Castle's.
final class SrtpTlsClient extends AbstractTlsClient {
  private final Association association;

  SrtpTlsClient(Association association) {
    super(association.crypto());
    this.association = association;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsChoices.clientSuites();
  }

  @Override
  protected Vector<?> getSupportedGroups(Vector namedGroupRoles) {
    return TlsChoices.groupVector();
  }

  @Override
  protected Vector<?> getSupportedSignatureAlgorithms() {
    return TlsChoices.signatures();
  }

  @Override
  public Hashtable<?, ?> getClientExtensions() throws IOException {
    Hashtable<?, ?> extensions = super.getClientExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, Association.srtpOffer());
    return extensions;
  }

  @Override
  public void processServerExtensions(Hashtable serverExtensions) throws IOException {
    super.processServerExtensions(serverExtensions);
    association.acceptSrtp(
        serverExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(serverExtensions));
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
        association.checkCertificate(server.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        Association.requireOurSignature(request.getSupportedSignatureAlgorithms());
        return association.credentials(context);
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    association.exportKeys(context, true);
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return 1; // The waiting is the endpoint's, see DtlsEndpoint.
  }
}
