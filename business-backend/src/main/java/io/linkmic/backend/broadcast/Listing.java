package io.linkmic.backend.broadcast;

import io.linkmic.backend.access.Caller;
import io.linkmic.backend.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Broadcasts page by page, newest first. A cursor names the last one of the page before. */
@Component
class Listing {
  private final JdbcClient jdbc;

  Listing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Page(List<Broadcast> items, @Nullable String nextCursor) {}

  private record Cursor(Instant createdAt, String id) {}

  /**
   * @param state null for all
   * @param limit 1–100
   * @param cursor null for the first page
   */
  Page list(Caller caller, @Nullable BroadcastState state, int limit, @Nullable String cursor) {
    Cursor after =
        cursor == null ? new Cursor(Instant.parse("9999-01-01T00:00:00Z"), "") : read(cursor);
    List<Broadcast> found =
        jdbc.sql(
                """
                select * from broadcast
                where (:everybody or owner = :owner)
                  and (cast(:state as text) is null or state = :state)
                  and (created_at, id) < (:createdAt, :id)
                order by created_at desc, id desc limit :limit
                """)
            .param("everybody", caller.operator())
            .param("owner", caller.apiKey())
            .param("state", state == null ? null : state.name())
            .param("createdAt", after.createdAt().atOffset(ZoneOffset.UTC))
            .param("id", after.id())
            .param("limit", limit + 1)
            .query(Listing::row)
            .list();
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    List<Broadcast> page = new ArrayList<>(found.subList(0, limit));
    return new Page(page, write(page.getLast()));
  }

  private static String write(Broadcast last) {
    String text = last.createdAt() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor read(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      if (space > 0 && text.length() < 100) {
        return new Cursor(Instant.parse(text.substring(0, space)), text.substring(space + 1));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw bad();
    }
    throw bad();
  }

  private static Refusal bad() {
    return Refusal.of(400, "bad-cursor", "cursor is one that an earlier page gave as nextCursor.");
  }

  private static Broadcast row(ResultSet row, int number) throws SQLException {
    return new Broadcast(
        row.getString("id"),
        row.getInt("version"),
        row.getString("owner"),
        row.getString("title"),
        row.getString("host_id"),
        row.getString("host_name"),
        BroadcastState.valueOf(row.getString("state")),
        time(row, "state_since"),
        row.getString("room_id"),
        row.getString("stream_key"),
        row.getString("request_key"),
        time(row, "created_at"),
        row.getObject("ended_at") == null ? null : time(row, "ended_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
