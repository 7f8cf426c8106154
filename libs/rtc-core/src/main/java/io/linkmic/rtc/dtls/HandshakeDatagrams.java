package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * What Bouncy Castle takes for its socket. While the handshake runs, {@link #receive} yields to the
 * owner when there is nothing to read; afterwards it says so by an exception, so that no thread is
 * needed any more.
 */
final class HandshakeDatagrams implements DatagramTransport {
  // What an Ethernet frame carries; no handshake datagram is longer.
  private static final int RECEIVE_LIMIT = 2048;

  // WebRTC's safe size: fits every path's MTU with room for tunnels.
  static final int SEND_LIMIT = 1200;

  // Bouncy Castle resends a flight 1, 2, 4 … ms after the last time and no sooner. In real time
  // that has always passed (our back-off starts at 200 ms); in virtual time it has not, and these
  // few milliseconds are waited for. A simulation that gets beyond this tries at the next timer.
  private static final Duration MAX_WAIT_FOR_RESEND = Duration.ofMillis(20);

  private final Deque<Bytes> inbox = new ArrayDeque<>();
  private final Flights flights;
  private @Nullable Lockstep lockstep;
  private ResendRequest resend = ResendRequest.NONE;
  private boolean closed;

  /** How far a resend asked for by the owner's timer has come. */
  private enum ResendRequest {
    NONE,
    ASKED,
    ANSWERED_ONCE,
    WAITED
  }

  HandshakeDatagrams(DtlsRole role) {
    flights = new Flights(role);
  }

  /** Owner's side. */
  void runIn(Lockstep lockstep) {
    this.lockstep = lockstep;
  }

  /** The handshake is over: from now on {@link #receive} never waits. */
  void leaveLockstep() {
    lockstep = null;
    flights.handshakeDone();
  }

  void arrived(Bytes datagram) {
    if (datagram.length() <= RECEIVE_LIMIT) {
      inbox.addLast(datagram);
    }
  }

  /** The next {@link #receive} makes Bouncy Castle send its last flight again. */
  void askForResend() {
    resend = ResendRequest.ASKED;
    flights.allowResend();
  }

  /** What was sent since the last call, whole records put together to datagrams. */
  List<Bytes> takeSent() {
    return flights.take();
  }

  /** Whether {@link #takeSent} will hold messages never sent before. */
  boolean hasNewFlight() {
    return flights.hasNew();
  }

  void allowResend() {
    flights.allowResend();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis)
      throws InterruptedIOException {
    while (true) {
      Bytes datagram = inbox.pollFirst();
      if (datagram != null) {
        datagram.copyTo(buffer, offset);
        return datagram.length();
      }
      if (lockstep == null) {
        throw new InterruptedIOException("nothing more to read");
      }
      if (answersResend(waitMillis)) {
        return -1;
      }
      flights.readerWaits();
      lockstep.yieldToOwner();
    }
  }

  private boolean answersResend(int waitMillis) {
    switch (resend) {
      case NONE -> {
        return false;
      }
      case ASKED -> resend = ResendRequest.ANSWERED_ONCE;
      case ANSWERED_ONCE -> {
        resend = ResendRequest.WAITED;
        Duration wait = Duration.ofMillis(waitMillis);
        LockSupport.parkNanos(
            (wait.compareTo(MAX_WAIT_FOR_RESEND) < 0 ? wait : MAX_WAIT_FOR_RESEND).toNanos());
      }
      case WAITED -> {
        resend = ResendRequest.NONE;
        return false;
      }
    }
    return true;
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    resend = ResendRequest.NONE;
    flights.add(Bytes.wrap(buffer, offset, length).copy());
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT;
  }
}
