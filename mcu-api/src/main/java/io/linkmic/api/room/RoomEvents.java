package io.linkmic.api.room;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.room.RoomLink;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the event stream what happened to configurations. Any thread that may wait. */
@Component
class RoomEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RoomEvents.class);

  private final EventLog log;

  RoomEvents(EventLog log) {
    this.log = log;
  }

  void tell(EventType type, RoomRecord room) {
    tell(type, room, Map.of("name", room.settings().name(), "version", room.version()));
  }

  /**
   * @param room as it became
   */
  void tell(EventType type, RoomRecord room, RoomLink link) {
    tell(
        type,
        room,
        Map.of(
            "linkId", link.linkId(), "peerRoomId", link.peerRoomId(), "version", room.version()));
  }

  private void tell(EventType type, RoomRecord room, Map<String, Object> data) {
    EventLog.NewEvent event =
        new EventLog.NewEvent(
            UUID.randomUUID().toString(), type, room.roomId(), room.apiKey(), null, 0, data);
    try {
      append(event);
    } catch (RedisUnavailable e) {
      // The change itself was made a moment ago and is answered as made.
      LOG.error("{} of a room could not be told: Redis does not answer", type.word());
    }
  }

  private void append(EventLog.NewEvent event) {
    try {
      log.append(event);
    } catch (RedisUnavailable e) {
      // Once more, by the same id: appending twice is appending once.
      log.append(event);
    }
  }
}
