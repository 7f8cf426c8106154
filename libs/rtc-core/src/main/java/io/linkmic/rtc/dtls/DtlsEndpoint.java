package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.srtp.SrtpKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * One end of a DTLS 1.2 association. Never throws on remote input; outputs are handed to {@code
 * out} before a call returns; reads no clock. One owner calls it, and must {@link #close} it in the
 * end.
 *
 * <p>Give it only datagrams from a path ICE has validated. Even so nothing unauthenticated ends it:
 * a failed attempt (a stranger's or a broken hello) is followed by a fresh one, an unencrypted
 * alert is not believed; both only shorten how long an honest handshake may still take to come
 * about.
 */
public final class DtlsEndpoint {
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);

  // After a failed attempt or an unencrypted fatal alert: an honest peer that can succeed at all
  // does so within a few of its retransmissions.
  private static final Duration GRACE = Duration.ofSeconds(5);

  // A resend nobody's timer asked for (a duplicate of the other side's flight says ours was lost)
  // is let through at this distance: bytes out stay in proportion to bytes in.
  private static final Duration MIN_RESEND_DISTANCE = Duration.ofMillis(100);

  private final DtlsRole role;
  private final DtlsIdentity identity;
  private final List<Fingerprint> remoteFingerprints;
  private final JcaTlsCrypto crypto;
  private final ResendTimer resendTimer = new ResendTimer();
  private final HelloWatch hellos = new HelloWatch();
  private @Nullable Handshake handshake;
  private Instant deadline = Instant.MAX;
  private Instant lastFlight = Instant.MIN;
  private DtlsFailure failure = DtlsFailure.TIMEOUT;
  private String detail = "no answer";
  private boolean connected;
  private boolean ended;
  private long droppedRecords;

  /**
   * @param remoteFingerprints of the SDP; any one must match
   */
  public DtlsEndpoint(
      DtlsRole role,
      DtlsIdentity identity,
      List<Fingerprint> remoteFingerprints,
      SecureRandom random) {
    this.role = role;
    this.identity = identity;
    this.remoteFingerprints = List.copyOf(remoteFingerprints);
    this.crypto = new JcaTlsCryptoProvider().create(random);
  }

  /** RFC 7983 §7. */
  public static boolean looksLikeDtls(Bytes datagram) {
    return datagram.length() >= RecordFilter.RECORD_HEADER
        && datagram.u8(0) >= 20
        && datagram.u8(0) <= 63;
  }

  /** ICE has a path: the client says hello; the time a handshake may take begins. */
  public void start(Instant now, Consumer<DtlsOutput> out) {
    if (deadline.equals(Instant.MAX)) {
      deadline = now.plus(HANDSHAKE_LIMIT);
      if (role == DtlsRole.CLIENT) {
        advance(now, fresh(), out);
      }
    }
  }

  public void receive(Instant now, Bytes datagram, Consumer<DtlsOutput> out) {
    if (ended) {
      return;
    }
    start(now, out);
    RecordFilter filter = RecordFilter.of(datagram);
    droppedRecords += filter.droppedRecords();
    if (filter.sawFatalAlert() && !connected) {
      shorten(now, DtlsFailure.HANDSHAKE_FAILED, "the other side sent a fatal alert");
    }
    Bytes kept = filter.kept();
    if (kept.isEmpty()) {
      return;
    }
    Handshake attempt = connected ? handshake : attemptFor(filter, kept);
    if (attempt == null) {
      droppedRecords++;
      return;
    }
    if (!now.isBefore(plus(lastFlight, MIN_RESEND_DISTANCE))) {
      attempt.datagrams().allowResend();
    }
    attempt.datagrams().arrived(kept);
    advance(now, attempt, out);
  }

  /** The attempt these records are for; null if they are for none. */
  private @Nullable Handshake attemptFor(RecordFilter filter, Bytes kept) {
    Handshake current = handshake;
    if (role == DtlsRole.CLIENT) {
      return current;
    }
    if (current == null) {
      // The server waits for a hello; what else comes is from before or from nowhere.
      return filter.hasClientHello() && hellos.accept(kept) ? fresh() : null;
    }
    if (filter.hasClientHello() && hellos.isInsistentNewcomer(kept)) {
      current.end();
      hellos.accept(kept);
      return fresh();
    }
    if (filter.hasLaterRecord()) {
      hellos.clientWentOn();
    }
    return current;
  }

  private Handshake fresh() {
    Handshake attempt = new Handshake(role, new Association(identity, remoteFingerprints, crypto));
    handshake = attempt;
    return attempt;
  }

  private void advance(Instant now, Handshake attempt, Consumer<DtlsOutput> out) {
    attempt.advance();
    if (attempt.hasFailed()) {
      attemptFailed(now, attempt);
      return;
    }
    HandshakeDatagrams datagrams = attempt.datagrams();
    boolean isNew = datagrams.hasNewFlight();
    List<Bytes> sent = datagrams.takeSent();
    if (!sent.isEmpty()) {
      lastFlight = now;
    }
    if (isNew) {
      resendTimer.flightSent(now);
    }
    sent.forEach(datagram -> out.accept(new DtlsOutput.Send(datagram)));
    SrtpKeys keys = attempt.keys();
    if (attempt.isEstablished() && !connected && keys != null) {
      connected = true;
      resendTimer.stop(); // Bouncy Castle answers a repeated flight with its own (RFC 6347 §4.2.4).
      out.accept(new DtlsOutput.Connected(keys));
    }
    if (attempt.isClosedByOther()) {
      ended = true;
      out.accept(new DtlsOutput.Closed());
    }
  }

  /**
   * Whatever the attempt wanted to say about it stays unsaid: the alert could hit an honest peer.
   */
  private void attemptFailed(Instant now, Handshake attempt) {
    DtlsFailure reason =
        attempt.fingerprintMismatched()
            ? DtlsFailure.FINGERPRINT_MISMATCH
            : DtlsFailure.HANDSHAKE_FAILED;
    shorten(now, reason, attempt.failure());
    attempt.end();
    handshake = null;
    hellos.forget();
    // A client says hello again at its next timer; a server waits for the next hello.
    if (role == DtlsRole.CLIENT) {
      resendTimer.resent(now);
    } else {
      resendTimer.stop();
    }
  }

  private void shorten(Instant now, DtlsFailure reason, String why) {
    failure = reason;
    detail = why;
    Instant grace = now.plus(GRACE);
    if (grace.isBefore(deadline)) {
      deadline = grace;
    }
  }

  /** A time asked for by {@link #nextWakeup} has come. Early or needless calls are harmless. */
  public void wakeUp(Instant now, Consumer<DtlsOutput> out) {
    if (ended || connected) {
      return;
    }
    if (!now.isBefore(deadline)) {
      end();
      out.accept(new DtlsOutput.Failed(failure, detail));
      return;
    }
    if (resendTimer.isDue(now)) {
      resendTimer.resent(now);
      Handshake attempt = handshake;
      if (attempt == null) {
        attempt = fresh();
      } else {
        attempt.datagrams().askForResend();
      }
      advance(now, attempt, out);
    }
  }

  public Optional<Instant> nextWakeup() {
    if (ended || connected || deadline.equals(Instant.MAX)) {
      return Optional.empty();
    }
    Instant resend = resendTimer.due();
    return Optional.of(resend != null && resend.isBefore(deadline) ? resend : deadline);
  }

  /** Says close_notify if there is an association; nothing happens afterwards. */
  public void close(Consumer<DtlsOutput> out) {
    if (!ended) {
      end().forEach(datagram -> out.accept(new DtlsOutput.Send(datagram)));
    }
  }

  private List<Bytes> end() {
    ended = true;
    Handshake attempt = handshake;
    handshake = null;
    return attempt == null ? List.of() : attempt.end();
  }

  public boolean isConnected() {
    return connected && !ended;
  }

  /** Records no honest peer sends, left out so far. */
  public long droppedRecords() {
    return droppedRecords;
  }

  private static Instant plus(Instant instant, Duration duration) {
    return instant.equals(Instant.MIN) ? instant : instant.plus(duration);
  }
}
