package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.DtlsEndpoint;
import io.linkmic.rtc.dtls.DtlsFailure;
import io.linkmic.rtc.dtls.DtlsOutput;
import io.linkmic.rtc.ice.IceAgent;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceClientAgent;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.IceFailure;
import io.linkmic.rtc.ice.IceLiteAgent;
import io.linkmic.rtc.ice.IceOutput;
import io.linkmic.rtc.ice.IceTimeouts;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.PeerEvent.CloseReason;
import io.linkmic.rtc.rtcp.RtcpPacket;
import io.linkmic.rtc.rtcp.RtcpWriter;
import io.linkmic.rtc.rtp.ExtensionMap;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.rtp.RtpWriter;
import io.linkmic.rtc.sdp.NegotiatedSession;
import io.linkmic.rtc.srtp.SrtpSession;
import io.linkmic.rtc.srtp.SrtpStatus;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ICE, then DTLS over a path it has validated, then SRTP with the keys of DTLS. */
final class Transport implements ControlSender, MediaSender {
  /** What a datagram is by its first byte (RFC 7983 §7). */
  enum Kind {
    STUN,
    DTLS,
    RTP,
    UNKNOWN
  }

  private final Outbox outbox;
  private final IceAgent ice;
  private final DtlsEndpoint dtls;
  private List<IceCandidate> candidatesOfSession;
  private @Nullable Path path;
  private @Nullable Path lastValidated;
  private @Nullable SrtpSession srtp;
  private @Nullable CloseReason failure;
  private Instant now;

  Transport(
      PeerConfig config, InetSocketAddress local, Outbox outbox, SecureRandom random, Instant now) {
    this.outbox = outbox;
    this.now = now;
    NegotiatedSession session = config.session();
    ice =
        config.iceLite()
            ? new IceLiteAgent(now, config.localIce(), IceTimeouts.DEFAULT)
            : new IceClientAgent(now, local, config.localIce(), session.remoteIce(), random);
    dtls =
        new DtlsEndpoint(
            session.localDtlsRole(), config.identity(), session.remoteFingerprints(), random);
    candidatesOfSession = session.remoteCandidates();
  }

  /** Before the first input: only now there is someone to take the first checks. */
  void begin(Instant at) {
    candidatesOfSession.forEach(candidate -> addCandidate(at, candidate));
    candidatesOfSession = List.of();
  }

  static Kind kind(Bytes datagram) {
    int first = datagram.isEmpty() ? 0xFF : datagram.u8(0);
    if (first <= 3) {
      return Kind.STUN;
    }
    if (first >= 20 && first <= 63) {
      return Kind.DTLS;
    }
    return first >= 128 && first <= 191 ? Kind.RTP : Kind.UNKNOWN;
  }

  /** Always true: ICE counts what it drops itself. */
  boolean stun(Instant at, Path from, Bytes data) {
    now = at;
    ice.receive(at, from, data, this::onIce);
    return true;
  }

  /** False for a datagram from where no authenticated check came. */
  boolean dtls(Instant at, Path from, Bytes data) {
    now = at;
    if (!isValidated(from)) {
      return false;
    }
    if (path == null) {
      // The check that nominates this path is still on its way; the hello was faster.
      select(from);
    }
    dtls.receive(at, data, this::onDtls);
    return true;
  }

  /** The packet in plain, decrypted in place; null if it is not authentic. */
  @Nullable Bytes openRtp(Instant at, Path from, Bytes data) {
    SrtpSession session = srtp;
    if (session == null || !isValidated(from) || session.unprotectRtp(data) != SrtpStatus.OK) {
      return null;
    }
    ice.touch(at);
    return session.plainRtp(data);
  }

  /** The compound in plain, decrypted in place; null if it is not authentic. */
  @Nullable Bytes openRtcp(Instant at, Path from, Bytes data) {
    SrtpSession session = srtp;
    if (session == null || !isValidated(from) || session.unprotectRtcp(data) != SrtpStatus.OK) {
      return null;
    }
    ice.touch(at);
    return session.plainRtcp(data);
  }

  void addCandidate(Instant at, IceCandidate candidate) {
    now = at;
    ice.addRemoteCandidate(at, candidate, this::onIce);
  }

  void restart(Instant at, IceCredentials local, IceCredentials remote) {
    now = at;
    ice.restart(at, local, remote, this::onIce);
  }

  void moveTo(Instant at, InetSocketAddress local) {
    now = at;
    if (ice instanceof IceClientAgent client) {
      client.pathChanged(at, local, this::onIce);
    }
  }

  void wakeUp(Instant at) {
    now = at;
    ice.wakeUp(at, this::onIce);
    dtls.wakeUp(at, this::onDtls);
  }

  void timers(Earliest earliest) {
    earliest.offer(ice.nextWakeup().orElse(null), WakeReason.ICE);
    earliest.offer(dtls.nextWakeup().orElse(null), WakeReason.DTLS);
  }

  void close(Instant at) {
    now = at;
    dtls.close(this::onDtls);
  }

  void fail(CloseReason reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Why this transport has ended; null while it has not. */
  @Nullable CloseReason failure() {
    return failure;
  }

  @Override
  public boolean isConnected() {
    return srtp != null;
  }

  @Override
  public void send(List<RtcpPacket> compound) {
    Path to = path;
    SrtpSession session = srtp;
    if (to == null || session == null) {
      return;
    }
    Bytes plain = RtcpWriter.write(compound);
    byte[] array = new byte[plain.length() + session.rtcpOverhead()];
    plain.copyTo(array, 0);
    outbox.send(to, session.protectRtcp(array, 0, plain.length()));
  }

  @Override
  public Bytes send(RtpPacket packet, ExtensionMap extensions) {
    Path to = path;
    SrtpSession session = srtp;
    if (to == null || session == null) {
      return Bytes.EMPTY;
    }
    Bytes plain = RtpWriter.write(packet, extensions, session.rtpOverhead());
    Bytes datagram = session.protectRtp(plain.array(), plain.arrayOffset(), plain.length());
    outbox.send(to, datagram);
    return datagram;
  }

  @Override
  public void sendAgain(Bytes datagram) {
    if (path != null) {
      outbox.send(path, datagram);
    }
  }

  /** Asked for every packet: mostly the same object as the last time. */
  private boolean isValidated(Path from) {
    if (from.equals(lastValidated)) {
      return true;
    }
    if (!ice.isValidated(from)) {
      return false;
    }
    lastValidated = from;
    return true;
  }

  private void onIce(IceOutput output) {
    switch (output) {
      case IceOutput.Send(Path to, Bytes data) -> outbox.send(to, data);
      case IceOutput.Selected(Path selected) -> select(selected);
      case IceOutput.Failed(IceFailure reason) ->
          fail(
              switch (reason) {
                case NO_PATH -> CloseReason.ICE_TIMEOUT;
                case CONSENT_EXPIRED -> CloseReason.CONSENT_EXPIRED;
              });
    }
  }

  private void select(Path selected) {
    boolean first = path == null;
    path = selected;
    if (first) {
      dtls.start(now, this::onDtls);
    } else if (srtp != null) {
      outbox.emit(new PeerEvent.PathChanged(now, selected));
    }
  }

  private void onDtls(DtlsOutput output) {
    switch (output) {
      case DtlsOutput.Send(Bytes data) -> {
        if (path != null) {
          outbox.send(path, data);
        }
      }
      case DtlsOutput.Connected(var keys) -> {
        srtp = new SrtpSession(keys);
        if (path != null) {
          outbox.emit(new PeerEvent.Connected(now, path));
        }
      }
      case DtlsOutput.Failed(DtlsFailure reason, _) ->
          fail(
              reason == DtlsFailure.FINGERPRINT_MISMATCH
                  ? CloseReason.FINGERPRINT_MISMATCH
                  : CloseReason.DTLS_FAILED);
      case DtlsOutput.Closed() -> fail(CloseReason.REMOTE);
    }
  }
}
