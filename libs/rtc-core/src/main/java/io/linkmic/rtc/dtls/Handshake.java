package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.srtp.SrtpKeys;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a handshake, and the association it becomes. The endpoint makes a new one when an
 * attempt fails: a stranger's hello must not end the session.
 */
final class Handshake {
  private final Association association;
  private final HandshakeDatagrams datagrams;
  private final Lockstep lockstep;
  private @Nullable DTLSTransport transport;
  private String failure = "";

  Handshake(DtlsRole role, Association association) {
    this.association = association;
    this.datagrams = new HandshakeDatagrams(role);
    this.lockstep = new Lockstep(() -> run(role));
    datagrams.runIn(lockstep);
  }

  /** On the coroutine's thread. */
  private void run(DtlsRole role) {
    try {
      transport =
          switch (role) {
            case CLIENT ->
                new DTLSClientProtocol().connect(new SrtpTlsClient(association), datagrams);
            case SERVER ->
                new DTLSServerProtocol().accept(new SrtpTlsServer(association), datagrams);
          };
    } catch (TlsFatalAlertReceived e) {
      failure = "the other side refused: " + e.getMessage();
    } catch (IOException e) {
      failure = e.getCause() == null ? String.valueOf(e.getMessage()) : e + ": " + e.getCause();
    }
  }

  HandshakeDatagrams datagrams() {
    return datagrams;
  }

  /** Lets Bouncy Castle work on what has arrived. */
  void advance() {
    DTLSTransport established = transport;
    if (established == null) {
      lockstep.resume();
      if (transport != null) {
        datagrams.leaveLockstep();
      }
    } else {
      readOn(established);
    }
  }

  /** After the handshake: retransmissions, alerts, and application data nobody asked for. */
  private void readOn(DTLSTransport established) {
    byte[] ignored = new byte[HandshakeDatagrams.SEND_LIMIT * 2];
    try {
      while (established.receive(ignored, 0, ignored.length, 1) >= 0) {
        // WebRTC data channels are not offered; whatever comes is dropped.
      }
    } catch (IOException e) {
      // InterruptedIOException: all is read. A fatal alert has closed the transport.
    }
  }

  boolean isEstablished() {
    return transport != null;
  }

  /** Neither running nor established. */
  boolean hasFailed() {
    return transport == null && !lockstep.isRunnable();
  }

  /** The other side said close_notify, or a fatal alert under the session's keys. */
  boolean isClosedByOther() {
    return transport != null && datagrams.isClosed();
  }

  @Nullable SrtpKeys keys() {
    return association.keys();
  }

  boolean fingerprintMismatched() {
    return association.fingerprintMismatched();
  }

  String failure() {
    return failure;
  }

  /** close_notify if established; in any case nothing runs afterwards. */
  List<Bytes> end() {
    DTLSTransport established = transport;
    if (established == null) {
      lockstep.abandon();
      datagrams.takeSent(); // Alerts about a handshake nobody wants any more.
      return List.of();
    }
    try {
      established.close();
    } catch (IOException e) {
      return List.of();
    }
    return datagrams.takeSent();
  }
}
