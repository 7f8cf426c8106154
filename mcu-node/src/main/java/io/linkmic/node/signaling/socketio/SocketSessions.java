package io.linkmic.node.signaling.socketio;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All sockets by Engine.IO session id. Any thread; bounded by the connections of the gate. */
final class SocketSessions {
  private final ConcurrentMap<UUID, SocketSession> sessions = new ConcurrentHashMap<>();

  void add(UUID id, SocketSession session) {
    sessions.put(id, session);
  }

  @Nullable SocketSession find(@Nullable UUID id) {
    return id == null ? null : sessions.get(id);
  }

  @Nullable SocketSession remove(UUID id) {
    return sessions.remove(id);
  }

  int size() {
    return sessions.size();
  }
}
