package io.linkmic.socketio;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a door makes of one socket. Called on Netty's event loop, for one socket by one thread at a
 * time: implementations hand work on and return.
 */
public interface Visitor {

  /**
   * The token of the handshake's {@code auth}; not called when there is none.
   *
   * @return why it may not come in; empty when it may try (which admits nobody yet)
   */
  Optional<Answer.Failure> shows(String token);

  /**
   * An event came.
   *
   * @param answer to be called once, on any thread
   */
  void asks(ClientRequest request, Consumer<Answer> answer);

  /** The connection is gone; nothing follows. */
  void leaves();
}
