package io.linkmic.api;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.contract.event.EventType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A node's rooms that make events all the time, as nodes write them. Its own thread. */
final class RoomNoise implements AutoCloseable {
  private static final int ROOMS = 12;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  private final EventLog log;
  private final String apiKey;
  private final Map<String, List<String>> idsOfRoom = new LinkedHashMap<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean quiet;

  private RoomNoise(ClusterRedis redis, String apiKey) {
    this.log = new EventLog(redis);
    this.apiKey = apiKey;
  }

  static RoomNoise start(ClusterRedis redis, String apiKey) {
    RoomNoise noise = new RoomNoise(redis, apiKey);
    noise.thread.start();
    return noise;
  }

  private void run() {
    for (int i = 0; !quiet; i++) {
      append("room-" + i % ROOMS);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void append(String room) {
    String id = UUID.randomUUID().toString();
    var written =
        log.append(
            new EventLog.NewEvent(
                id, EventType.STREAM_ADDED, room, apiKey, "node-1", 1, Map.of("streamId", id)));
    if (written == EventLog.Append.APPENDED) {
      synchronized (idsOfRoom) {
        idsOfRoom.computeIfAbsent(room, none -> new ArrayList<>()).add(id);
      }
    }
  }

  /** What was written so far: for each room its events in their order. */
  Map<String, List<String>> written() {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    synchronized (idsOfRoom) {
      idsOfRoom.forEach((room, ids) -> copy.put(room, List.copyOf(ids)));
    }
    return copy;
  }

  Set<String> ids() {
    Set<String> all = new HashSet<>();
    written().values().forEach(all::addAll);
    return all;
  }

  /** Nothing more is written once this returns. */
  @Override
  public void close() {
    quiet = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
