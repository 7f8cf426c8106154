package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.node.room.Seat;
import io.linkmic.socketio.DoorLoop;
import io.linkmic.socketio.GuardedSocket;
import org.jspecify.annotations.Nullable;

/**
 * What the door knows of one socket. Its place changes only on the {@link DoorLoop}; the claims
 * come from Netty's threads.
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

  final GuardedSocket socket;
  private Place place = new Place.Stranger();
  private volatile @Nullable ParticipantClaims handshakeClaims;

  SocketSession(GuardedSocket socket) {
    this.socket = socket;
  }

  Place place() {
    return place;
  }

  void move(Place next) {
    place = next;
    if (next instanceof Place.Seated) {
      socket.admit();
    }
  }

  /** Claims of a valid token in the handshake's {@code auth}, null when there was none. */
  @Nullable ParticipantClaims handshakeClaims() {
    return handshakeClaims;
  }

  void authenticated(ParticipantClaims claims) {
    handshakeClaims = claims;
  }
}
