package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.linkmic.backend.alert.Alerts;
import io.linkmic.backend.feed.Feed;
import io.linkmic.backend.feed.FeedEvent;
import io.linkmic.backend.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds broadcasts and changes their state: row, history, pool, alerts and feed together. */
@Component
public class Broadcasts {
  private static final Logger LOG = LoggerFactory.getLogger(Broadcasts.class);

  private final BroadcastRows rows;
  private final History history;
  private final RoomPool pool;
  private final Alerts alerts;
  private final Feed feed;
  private final JdbcClient jdbc;
  private final Duration hostAwayTimeout;

  Broadcasts(
      BroadcastRows rows,
      History history,
      RoomPool pool,
      Alerts alerts,
      Feed feed,
      JdbcClient jdbc,
      BackendProperties properties) {
    this.rows = rows;
    this.history = history;
    this.pool = pool;
    this.alerts = alerts;
    this.feed = feed;
    this.jdbc = jdbc;
    this.hostAwayTimeout = properties.hostAwayTimeout();
  }

  public Optional<Broadcast> find(String id) {
    return rows.findById(id);
  }

  /** The broadcast, unless it is not there or not the caller's: the two look alike. */
  public Broadcast require(Caller caller, String id) {
    return rows.findById(id)
        .filter(found -> caller.mayUse(found.owner()))
        .orElseThrow(Broadcasts::notFound);
  }

  /** The same of one that has not ended. */
  Broadcast requireOpen(Caller caller, String id) {
    Broadcast broadcast = require(caller, id);
    if (broadcast.ended()) {
      throw Refusal.of(409, "broadcast-ended", "This broadcast has ended.");
    }
    return broadcast;
  }

  /** Those of the rooms' broadcasts that the caller may see, by room. */
  Map<String, Broadcast> byRoom(Caller caller, Set<String> roomIds) {
    return roomIds.isEmpty()
        ? Map.of()
        : rows.findByRoomIdIn(roomIds).stream()
            .filter(found -> caller.mayUse(found.owner()))
            .collect(Collectors.toMap(Broadcast::roomId, Function.identity()));
  }

  public static Refusal notFound() {
    return Refusal.of(404, "broadcast-not-found", "There is no such broadcast.");
  }

  /**
   * The broadcast whose room this is, locked until the caller's transaction ends: what is decided
   * about it now holds.
   */
  public Optional<Broadcast> lockByRoom(String roomId) {
    return rows.lockByRoomId(roomId);
  }

  /** Stores a new broadcast and takes its pair. Fails when the reservation is not ours any more. */
  @Transactional
  public Broadcast begin(Broadcast broadcast, RoomPair pair) {
    if (!pool.use(pair, broadcast.id())) {
      throw new IllegalStateException("the reservation was given up: creating took too long");
    }
    Instant now = now();
    Broadcast stored =
        rows.save(
            new Broadcast(
                broadcast.id(),
                null,
                broadcast.owner(),
                broadcast.title(),
                broadcast.hostId(),
                broadcast.hostName(),
                BroadcastState.CREATED,
                now,
                pair.roomId(),
                pair.streamKey(),
                broadcast.requestKey(),
                now,
                null));
    history.add(stored, null, Cause.CREATED, "It was created.");
    tell(stored, "broadcast.created", Map.of("state", stored.state().name()));
    return stored;
  }

  /** Ends it, or leaves it ended. */
  @Transactional
  public Broadcast end(String id) {
    Broadcast found = rows.lockById(id).orElseThrow(Broadcasts::notFound);
    return apply(found, Cause.END_REQUESTED, "Somebody ended it.");
  }

  /** Applies what was seen of a broadcast, unless it changed since it was looked at. */
  @Transactional
  public Broadcast applyIfUnchanged(Broadcast seen, Cause cause, String detail) {
    Broadcast found = rows.lockById(seen.id()).orElseThrow(Broadcasts::notFound);
    boolean unchanged = java.util.Objects.equals(found.version(), seen.version());
    return unchanged ? apply(found, cause, detail) : found;
  }

  /**
   * The keeper is to compare what is on the air with its rooms at once. Part of the caller's
   * transaction.
   */
  public void compareLiveOnesSoon() {
    jdbc.sql("update broadcast set look_at = now() where state = 'LIVE'").update();
  }

  /** The same for all that are open: events were missed, or rooms were lost with Redis. */
  @Transactional
  public void compareOpenOnesSoon() {
    jdbc.sql("update broadcast set look_at = now() where state <> 'ENDED'").update();
  }

  /** Its room may be there again. Should it have ended just then, the room must go once more. */
  @Transactional
  public void roomMadeAgain(String id) {
    rows.lockById(id)
        .filter(Broadcast::ended)
        .ifPresent(ended -> pool.releaseAgain(ended.roomId()));
  }

  /**
   * Applies a cause inside the caller's transaction.
   *
   * @param locked the row as it is, locked
   * @return the broadcast afterwards; the same when nothing changed
   */
  public Broadcast apply(Broadcast locked, Cause cause, String detail) {
    BroadcastState next = Transitions.next(locked.state(), cause);
    if (next == locked.state()) {
      return locked;
    }
    Broadcast changed = rows.save(locked.in(next, now()));
    history.add(changed, locked.state(), cause, detail);
    if (next == BroadcastState.INTERRUPTED) {
      lookAgainAfter(changed.id(), hostAwayTimeout);
    }
    if (changed.ended()) {
      pool.release(changed.roomId(), Duration.ZERO);
      alerts.clearAll(changed.id());
    }
    tell(
        changed,
        "broadcast.changed",
        Map.of(
            "from", locked.state().name(),
            "state", next.name(),
            "cause", cause.word(),
            "detail", detail));
    LOG.info("broadcast {}: {} → {} ({})", changed.id(), locked.state(), next, cause.word());
    return changed;
  }

  private void lookAgainAfter(String id, Duration delay) {
    jdbc.sql(
            """
            update broadcast set look_at = least(look_at, now() + make_interval(secs => :secs))
            where id = :id
            """)
        .param("secs", delay.toMillis() / 1000.0)
        .param("id", id)
        .update();
  }

  private void tell(Broadcast about, String type, Map<String, Object> data) {
    feed.publish(
        new FeedEvent(
            UUID.randomUUID().toString(),
            type,
            about.stateSince(),
            about.owner(),
            about.id(),
            about.roomId(),
            null,
            data));
  }

  private Instant now() {
    return jdbc.sql("select now()")
        .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }
}
