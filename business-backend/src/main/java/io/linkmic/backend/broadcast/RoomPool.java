package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pairs of room id and stream key in their life: {@code FREE → RESERVED → IN_USE → RELEASING →
 * RESTING}, then forgotten. A reservation that came to nothing goes on to {@code RELEASING},
 * because the room may have been made. Any thread, any instance: rows are taken with {@code SKIP
 * LOCKED}.
 */
@Component
class RoomPool {
  /** A creation calls mcu-api for at most 20 s; who left a reservation this old is dead. */
  private static final Duration STALE_RESERVATION = Duration.ofMinutes(2);

  /** Rooms deleted in one round of the keeper. */
  private static final int RELEASES_AT_ONCE = 20;

  /** mcu-api sends an event again for a day; a week leaves room for an operator's re-send. */
  private static final int KEEP_EVENTS_DAYS = 7;

  private final JdbcClient jdbc;
  private final BackendProperties.Pool settings;
  private final SecureRandom random = new SecureRandom();

  RoomPool(JdbcClient jdbc, BackendProperties properties) {
    this.jdbc = jdbc;
    this.settings = properties.pool();
  }

  /** A pair for this broadcast, and nobody else's; a fresh one where none is ready. */
  @Transactional
  public RoomPair reserve(String broadcastId) {
    return jdbc.sql(
            """
            update room_pair set state = 'RESERVED', broadcast_id = :broadcast, since = now()
            where room_id = (select room_id from room_pair where state = 'FREE'
                             order by since limit 1 for update skip locked)
            returning room_id, stream_key
            """)
        .param("broadcast", broadcastId)
        .query((row, number) -> new RoomPair(row.getString(1), row.getString(2)))
        .optional()
        .orElseGet(() -> {
          RoomPair pair = RoomPair.random(random);
          insert(pair, "RESERVED", broadcastId);
          return pair;
        });
  }

  /** The broadcast exists now. Part of the transaction that makes it. */
  boolean use(RoomPair pair, String broadcastId) {
    return move(pair.roomId(), broadcastId, "RESERVED", "IN_USE") == 1;
  }

  /** The room is to be deleted after the delay, once mcu-api answers. */
  @Transactional
  public void release(String roomId, Duration delay) {
    jdbc.sql(
            """
            update room_pair
            set state = 'RELEASING', since = now(), attempts = 0,
                next_try = now() + make_interval(secs => :secs)
            where room_id = :room and state in ('RESERVED', 'IN_USE')
            """)
        .param("secs", delay.toMillis() / 1000.0)
        .param("room", roomId)
        .update();
  }

  /** The room, deleted or being deleted, may have been made again meanwhile. */
  @Transactional
  public void releaseAgain(String roomId) {
    jdbc.sql(
            """
            update room_pair set state = 'RELEASING', since = now(), attempts = 0, next_try = now()
            where room_id = ? and state in ('RELEASING', 'RESTING')
            """)
        .param(roomId)
        .update();
  }

  /** The room is somebody else's: it must be neither used nor deleted. */
  @Transactional
  public void discard(RoomPair pair) {
    jdbc.sql("update room_pair set state = 'RESTING', since = now() where room_id = ?")
        .param(pair.roomId())
        .update();
  }

  /** The room is deleted, unless it was released again since {@link #dueReleases} gave it out. */
  void rest(String roomId) {
    jdbc.sql(
            """
            update room_pair set state = 'RESTING', since = now()
            where room_id = ? and state = 'RELEASING' and next_try > now()
            """)
        .param(roomId)
        .update();
  }

  private int move(String roomId, String broadcastId, String from, String to) {
    return jdbc.sql(
            """
            update room_pair set state = :to, since = now()
            where room_id = :room and broadcast_id = :broadcast and state = :from
            """)
        .param("to", to)
        .param("room", roomId)
        .param("broadcast", broadcastId)
        .param("from", from)
        .update();
  }

  /**
   * Rooms to delete now. Each is given to one caller, and to the next one only after a while that
   * doubles from a second to a minute.
   */
  @Transactional
  public List<String> dueReleases() {
    return jdbc.sql(
            """
            update room_pair
            set attempts = attempts + 1,
                next_try = now() + make_interval(secs => least(60, power(2, least(attempts, 6))))
            where room_id in (select room_id from room_pair
                              where state = 'RELEASING' and next_try <= now()
                              order by next_try limit :most for update skip locked)
            returning room_id
            """)
        .param("most", RELEASES_AT_ONCE)
        .query(String.class)
        .list();
  }

  /** Makes free pairs up to the configured number. */
  @Transactional
  public void refill() {
    // Two instances would fill it twice.
    Boolean alone =
        jdbc.sql("select pg_try_advisory_xact_lock(hashtext('linkmic-room-pool'))")
            .query(Boolean.class)
            .single();
    if (alone) {
      for (long missing = settings.size() - free(); missing > 0; missing--) {
        insert(RoomPair.random(random), "FREE", null);
      }
    }
  }

  long free() {
    return jdbc.sql("select count(*) from room_pair where state = 'FREE'")
        .query(Long.class)
        .single();
  }

  long releasing() {
    return jdbc.sql("select count(*) from room_pair where state = 'RELEASING'")
        .query(Long.class)
        .single();
  }

  /** Lets go of dead creations' reservations, of pairs that have rested, and of old events. */
  @Transactional
  public void tidy() {
    jdbc.sql(
            """
            update room_pair set state = 'RELEASING', since = now(), next_try = now(), attempts = 0
            where state = 'RESERVED' and since < now() - make_interval(secs => :secs)
            """)
        .param("secs", STALE_RESERVATION.toSeconds())
        .update();
    jdbc.sql(
            """
            with rested as (
              delete from room_pair
              where state = 'RESTING' and since < now() - make_interval(secs => :secs)
              returning room_id)
            delete from event_cursor where room_id in (select room_id from rested)
            """)
        .param("secs", settings.rest().toMillis() / 1000.0)
        .update();
    jdbc.sql("delete from received_event where received_at < now() - make_interval(days => :days)")
        .param("days", KEEP_EVENTS_DAYS)
        .update();
  }

  private void insert(RoomPair pair, String state, @org.jspecify.annotations.Nullable String of) {
    jdbc.sql(
            """
            insert into room_pair (room_id, stream_key, state, broadcast_id)
            values (:room, :key, :state, :broadcast)
            """)
        .param("room", pair.roomId())
        .param("key", pair.streamKey())
        .param("state", state)
        .param("broadcast", of)
        .update();
  }
}
