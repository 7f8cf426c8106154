package io.linkmic.socketio;

import java.time.Duration;
import java.util.List;

/**
 * What strangers may do at a door.
 *
 * @param allowedOrigins what browsers may connect from; {@code *} for all (tokens, not cookies, are
 *     what authenticates)
 * @param maxPayloadBytes of one message
 * @param joinTimeout from connecting to being admitted
 * @param pingInterval between two heartbeats of the server
 * @param pingTimeout how long their answer may take
 * @param messagesPerSecond of one socket, in the long run
 * @param messageBurst of one socket at once
 * @param handshakesPerSecond of one address, in the long run
 * @param handshakeBurst of one address at once
 * @param connectionsPerAddress open at the same time
 */
public record DoorLimits(
    List<String> allowedOrigins,
    int maxPayloadBytes,
    Duration joinTimeout,
    Duration pingInterval,
    Duration pingTimeout,
    int messagesPerSecond,
    int messageBurst,
    int handshakesPerSecond,
    int handshakeBurst,
    int connectionsPerAddress) {

  public DoorLimits {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
