package io.linkmic.backend.alert;

import io.linkmic.backend.feed.Feed;
import io.linkmic.backend.feed.FeedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Raises and clears alerts; every call belongs to the caller's transaction. */
@Component
public class Alerts {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final String EGRESS_FAILED = "egress-failed";

  /** Whole sentences fit; a library's page-long message does not help anybody. */
  private static final int LONGEST_DETAIL = 300;

  private final JdbcClient jdbc;
  private final Feed feed;
  private final Counter raised;

  Alerts(JdbcClient jdbc, Feed feed, MeterRegistry metrics) {
    this.jdbc = jdbc;
    this.feed = feed;
    this.raised =
        Counter.builder("linkmic_backend_alerts_raised")
            .description("Alerts raised")
            .register(metrics);
  }

  /**
   * Whose alert it is.
   *
   * @param owner the API key that may see it
   */
  public record Concern(String broadcastId, String roomId, String owner) {}

  /**
   * An egress was seen in this state.
   *
   * @param state mcu-node's word: {@code live} clears, {@code failed} raises, others wait
   */
  public void egress(Concern concern, String egressId, String state, String lastError) {
    switch (state) {
      case "failed" -> raise(concern, egressId, lastError);
      case "live" -> clear(concern, egressId);
      default -> {
        // Connecting and retrying come and go by themselves; stopped was asked for.
      }
    }
  }

  private void raise(Concern concern, String egressId, String lastError) {
    String detail = lastError.isBlank() ? "The egress failed." : shortened(lastError);
    int inserted =
        jdbc.sql(
                """
                insert into alert (broadcast_id, kind, subject, detail)
                values (:broadcast, :kind, :subject, :detail)
                on conflict (broadcast_id, kind, subject) where cleared_at is null do nothing
                """)
            .param("broadcast", concern.broadcastId())
            .param("kind", EGRESS_FAILED)
            .param("subject", egressId)
            .param("detail", detail)
            .update();
    if (inserted > 0) {
      raised.increment();
      LOG.warn("broadcast {}: egress {} failed", concern.broadcastId(), egressId);
      tell(concern, egressId, "raised", detail);
    }
  }

  private void clear(Concern concern, String egressId) {
    int cleared =
        jdbc.sql(
                """
                update alert set cleared_at = now()
                where broadcast_id = :broadcast and kind = :kind and subject = :subject
                  and cleared_at is null
                """)
            .param("broadcast", concern.broadcastId())
            .param("kind", EGRESS_FAILED)
            .param("subject", egressId)
            .update();
    if (cleared > 0) {
      tell(concern, egressId, "cleared", "The egress is live again.");
    }
  }

  /** The broadcast is over. */
  public void clearAll(String broadcastId) {
    jdbc.sql("update alert set cleared_at = now() where broadcast_id = ? and cleared_at is null")
        .param(broadcastId)
        .update();
  }

  /** Oldest first. */
  public List<Alert> of(String broadcastId) {
    return jdbc.sql("select * from alert where broadcast_id = ? order by raised_at, id limit 100")
        .param(broadcastId)
        .query(Alerts::read)
        .list();
  }

  /** How many stand, in all. */
  public long standing() {
    return jdbc.sql("select count(*) from alert where cleared_at is null")
        .query(Long.class)
        .single();
  }

  private void tell(Concern concern, String egressId, String what, String detail) {
    feed.publish(
        new FeedEvent(
            UUID.randomUUID().toString(),
            "broadcast.alert",
            Instant.now(),
            concern.owner(),
            concern.broadcastId(),
            concern.roomId(),
            null,
            Map.of("kind", EGRESS_FAILED, "egressId", egressId, "state", what, "detail", detail)));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
  }

  private static Alert read(ResultSet row, int number) throws SQLException {
    OffsetDateTime cleared = row.getObject("cleared_at", OffsetDateTime.class);
    return new Alert(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("detail"),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        cleared == null ? null : cleared.toInstant());
  }
}
