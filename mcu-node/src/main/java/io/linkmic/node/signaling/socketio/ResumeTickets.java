package io.linkmic.node.signaling.socketio;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may take which seat again. A ticket is good once: taking a seat with it makes the next one.
 * Owned by the {@link io.linkmic.socketio.DoorLoop}; bounded by the seats, which have one ticket
 * each.
 */
final class ResumeTickets {
  private final Supplier<String> ids;
  private final Map<String, SocketSession> holders = new HashMap<>();

  ResumeTickets(Supplier<String> ids) {
    this.ids = ids;
  }

  String issue(SocketSession holder) {
    String ticket = ids.get();
    holders.put(ticket, holder);
    return ticket;
  }

  /** The session whose seat the ticket stands for; null when it is unknown, used or expired. */
  @Nullable SocketSession redeem(String ticket) {
    return holders.remove(ticket);
  }

  void revoke(String ticket) {
    holders.remove(ticket);
  }

  int size() {
    return holders.size();
  }
}
