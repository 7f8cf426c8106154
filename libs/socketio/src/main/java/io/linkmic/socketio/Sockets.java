package io.linkmic.socketio;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All sockets by Engine.IO session id. Any thread; bounded by the connections of the gate. */
final class Sockets {
  private final ConcurrentMap<UUID, GuardedSocket> sockets = new ConcurrentHashMap<>();

  void add(UUID id, GuardedSocket socket) {
    sockets.put(id, socket);
  }

  @Nullable GuardedSocket find(@Nullable UUID id) {
    return id == null ? null : sockets.get(id);
  }

  @Nullable GuardedSocket remove(UUID id) {
    return sockets.remove(id);
  }

  int size() {
    return sockets.size();
  }
}
