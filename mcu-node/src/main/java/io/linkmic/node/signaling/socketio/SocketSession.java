package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.node.room.Seat;
import org.jspecify.annotations.Nullable;

/**
 * What the door knows of one socket. Its place changes only on the {@link DoorLoop}; the volatile
 * fields tell the guards on Netty's threads how far it has come.
 */
final class SocketSession {

  /** How far a socket has come; see docs/signaling.md. */
  sealed interface Place {
    /** Nobody we know: may only join or resume. */
    record Stranger() implements Place {}

    /** Asked for a seat; the room has not answered yet. */
    record Joining() implements Place {}

    record Seated(Seat seat, String ticket) implements Place {}

    /** The connection is gone, or another one took the seat over. */
    record Gone() implements Place {}
  }

  final ClientSocket socket;
  final TokenBucket requests;
  private Place place = new Place.Stranger();
  private volatile boolean admitted;
  private volatile boolean connected;
  private volatile @Nullable ParticipantClaims handshakeClaims;

  SocketSession(ClientSocket socket, TokenBucket requests) {
    this.socket = socket;
    this.requests = requests;
  }

  Place place() {
    return place;
  }

  void move(Place next) {
    place = next;
    admitted = next instanceof Place.Seated;
  }

  /** Whether it has a seat: the only sockets that outlive the join timeout. */
  boolean admitted() {
    return admitted;
  }

  /** Whether it sent the Socket.IO CONNECT packet; no event counts before. */
  boolean connected() {
    return connected;
  }

  void markConnected() {
    connected = true;
  }

  /** Claims of a valid token in the handshake's {@code auth}, null when there was none. */
  @Nullable ParticipantClaims handshakeClaims() {
    return handshakeClaims;
  }

  void authenticated(ParticipantClaims claims) {
    handshakeClaims = claims;
  }
}
