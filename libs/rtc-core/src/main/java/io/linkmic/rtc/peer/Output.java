package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.Path;
import java.time.Instant;

/** All a {@link Peer} wants from the world. */
public sealed interface Output {

  /** Send this datagram; {@code data} is handed over. */
  record Send(Path path, Bytes data) implements Output {}

  /** Tell the owner. */
  record Emit(PeerEvent event) implements Output {}

  /** Call back with {@link Input.Wakeup} at {@code when}; replaces any earlier wish. */
  record WakeAt(Instant when, WakeReason why) implements Output {}
}
