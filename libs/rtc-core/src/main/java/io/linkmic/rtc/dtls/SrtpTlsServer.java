package io.linkmic.rtc.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** Bouncy Castle's callbacks in the server role. */
@SuppressWarnings("JdkObsolete") // Hashtable is Bouncy Castle's.
final class SrtpTlsServer extends AbstractTlsServer {
  private final Association association;
  private @Nullable UseSRTPData offer;

  SrtpTlsServer(Association association) {
    super(association.crypto());
    this.association = association;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsChoices.serverSuites();
  }

  @Override
  public int[] getSupportedGroups() {
    return TlsChoices.groups();
  }

  @Override
  public void processClientExtensions(Hashtable clientExtensions) throws IOException {
    super.processClientExtensions(clientExtensions);
    offer = clientExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
  }

  @Override
  public Hashtable<?, ?> getServerExtensions() throws IOException {
    Hashtable<?, ?> extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, association.chooseSrtp(offer));
    return extensions;
  }

  @Override
  public TlsCredentials getCredentials() throws IOException {
    Association.requireOurSignature(context.getSecurityParametersHandshake().getClientSigAlgs());
    return association.credentials(context);
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return new CertificateRequest(types, TlsChoices.signatures(), null);
  }

  @Override
  public void notifyClientCertificate(Certificate clientCertificate) throws IOException {
    association.checkCertificate(clientCertificate);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    association.exportKeys(context, false);
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
