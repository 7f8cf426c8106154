package io.linkmic.backend.hooks;

import io.linkmic.backend.alert.Alerts;
import io.linkmic.backend.broadcast.Broadcast;
import io.linkmic.backend.broadcast.Broadcasts;
import io.linkmic.backend.broadcast.Cause;
import io.linkmic.backend.broadcast.ProgramModes;
import io.linkmic.backend.feed.Feed;
import io.linkmic.backend.feed.FeedEvent;
import io.linkmic.contract.webhook.WebhookPayload;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One event, once: its id, its place in the order and its effect in one transaction. */
@Component
class Receiver {
  private final JdbcClient jdbc;
  private final Broadcasts broadcasts;
  private final Alerts alerts;
  private final Feed feed;

  Receiver(JdbcClient jdbc, Broadcasts broadcasts, Alerts alerts, Feed feed) {
    this.jdbc = jdbc;
    this.broadcasts = broadcasts;
    this.alerts = alerts;
    this.feed = feed;
  }

  /** What became of an event that was believed. */
  enum Outcome {
    APPLIED,
    /** It came before. */
    REPEATED,
    /** Something newer about the same thing came before. */
    OUTDATED,
    /** It is for the feed only, or not about a room of ours. */
    NOTED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param id {@code webhook-id}
   */
  @Transactional
  public Outcome receive(String id, WebhookPayload event) {
    if (!isNew(id)) {
      return Outcome.REPEATED;
    }
    if (event.type().equals(WebhookPayload.TEST)) {
      return Outcome.NOTED;
    }
    if (event.type().equals("node.gone")) {
      // A node that died said nothing of its rooms.
      broadcasts.compareLiveOnesSoon();
    }
    String roomId = event.roomId();
    Optional<Broadcast> concerned =
        roomId == null ? Optional.empty() : broadcasts.lockByRoom(roomId);
    Outcome outcome = concerned.map(broadcast -> apply(broadcast, event)).orElse(Outcome.NOTED);
    tell(id, event, concerned.orElse(null));
    return outcome;
  }

  /** A second delivery at the same time waits here until the first one is through. */
  private boolean isNew(String id) {
    return jdbc.sql("insert into received_event (id) values (?) on conflict do nothing")
            .param(id)
            .update()
        > 0;
  }

  private Outcome apply(Broadcast broadcast, WebhookPayload event) {
    return switch (event.type()) {
      case "program.changed" -> {
        String mode = text(event, "mode");
        String why = text(event, "reason");
        yield state(
            broadcast,
            event,
            ProgramModes.cause(mode),
            "The program is " + mode + (why.isEmpty() ? "." : ": " + why));
      }
      case "room.ended" ->
          state(broadcast, event, Cause.OFF_AIR, "No node runs the room any more.");
      case "room.deleted" -> state(broadcast, event, Cause.ROOM_DELETED, "The room was deleted.");
      case "egress.changed" -> egress(broadcast, event);
      default -> Outcome.NOTED;
    };
  }

  private Outcome state(Broadcast broadcast, WebhookPayload event, Cause cause, String detail) {
    if (!isNewest(broadcast, "program", event)) {
      return Outcome.OUTDATED;
    }
    broadcasts.apply(broadcast, cause, shortened(detail));
    return Outcome.APPLIED;
  }

  private Outcome egress(Broadcast broadcast, WebhookPayload event) {
    String egressId = shortened(text(event, "egressId"));
    if (!isNewest(broadcast, "egress:" + egressId, event)) {
      return Outcome.OUTDATED;
    }
    if (!broadcast.ended()) {
      alerts.egress(
          new Alerts.Concern(broadcast.id(), broadcast.roomId(), broadcast.owner()),
          egressId,
          text(event, "state"),
          broadcast.withoutKey(text(event, "lastError")));
    }
    return Outcome.APPLIED;
  }

  /** Whether nothing newer about the same subject had its effect yet; it is the newest then. */
  private boolean isNewest(Broadcast broadcast, String subject, WebhookPayload event) {
    return jdbc.sql(
                """
                insert into event_cursor as known (room_id, subject, sequence)
                values (:room, :subject, :sequence)
                on conflict (room_id, subject) do update set sequence = excluded.sequence
                where known.sequence < excluded.sequence
                """)
            .param("room", broadcast.roomId())
            .param("subject", subject)
            .param("sequence", event.sequence())
            .update()
        > 0;
  }

  private void tell(String id, WebhookPayload event, @Nullable Broadcast concerned) {
    Map<String, Object> data = event.data();
    feed.publish(
        new FeedEvent(
            id,
            event.type(),
            event.timestamp(),
            concerned == null ? null : concerned.owner(),
            concerned == null ? null : concerned.id(),
            event.roomId(),
            event.nodeId(),
            data == null ? Map.of() : data));
  }

  private static String text(WebhookPayload event, String name) {
    Map<String, Object> data = event.data();
    Object value = data == null ? null : data.get(name);
    return value == null ? "" : value.toString();
  }

  /** Sentences of a node have a few dozen characters. */
  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
