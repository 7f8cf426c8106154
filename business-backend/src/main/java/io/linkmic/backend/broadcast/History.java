package io.linkmic.backend.broadcast;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of each broadcast, and why. Only ever added to. */
@Component
class History {
  /** A host with a bad network changes state every few seconds; the newest tell the story. */
  private static final int MOST_SHOWN = 200;

  private final JdbcClient jdbc;

  History(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds to the history of a broadcast whose row the caller has locked or just made. */
  void add(Broadcast now, @Nullable BroadcastState from, Cause cause, String detail) {
    jdbc.sql(
            """
            insert into broadcast_change (broadcast_id, ordinal, from_state, to_state, cause, detail, at)
            select :id, coalesce(max(ordinal), 0) + 1, :from, :to, :cause, :detail, now()
            from broadcast_change where broadcast_id = :id
            """)
        .param("id", now.id())
        .param("from", from == null ? null : from.name())
        .param("to", now.state().name())
        .param("cause", cause.word())
        .param("detail", detail)
        .update();
  }

  /** Oldest first; of very long ones the newest. */
  List<Change> of(String broadcastId) {
    return jdbc.sql(
            """
            select * from (
              select * from broadcast_change where broadcast_id = :id order by ordinal desc limit :most
            ) newest order by ordinal
            """)
        .param("id", broadcastId)
        .param("most", MOST_SHOWN)
        .query(History::read)
        .list();
  }

  private static Change read(ResultSet row, int number) throws SQLException {
    String from = row.getString("from_state");
    return new Change(
        from == null ? null : BroadcastState.valueOf(from),
        BroadcastState.valueOf(row.getString("to_state")),
        row.getString("cause"),
        row.getString("detail"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
