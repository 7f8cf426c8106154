package io.linkmic.backend.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the table of broadcasts, which is another package's to write. Waits; any thread. */
final class BroadcastLookup {
  private final JdbcClient jdbc;

  BroadcastLookup(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How a broadcast stands.
   *
   * @param lastMessage 0 before the first
   */
  record Standing(String broadcastId, boolean ended, long lastMessage) {}

  Optional<ChatBroadcast> openByRoom(String roomId) {
    return jdbc.sql(
            """
            select id, title, state, owner, host_id from broadcast
            where room_id = :room and state <> 'ENDED'
            """)
        .param("room", roomId)
        .query(BroadcastLookup::read)
        .optional();
  }

  /** One entry for each that exists; a broadcast that was deleted has none. */
  List<Standing> standings(Set<String> broadcastIds) {
    return jdbc.sql(
            """
            select b.id, b.state = 'ENDED' as ended, coalesce(r.last_message, 0) as last_message
            from broadcast b left join chat_room r on r.broadcast_id = b.id
            where b.id = any(:ids)
            """)
        .param("ids", broadcastIds.toArray(String[]::new))
        .query((row, number) ->
            new Standing(row.getString("id"), row.getBoolean("ended"), row.getLong("last_message")))
        .list();
  }

  private static ChatBroadcast read(ResultSet row, int number) throws SQLException {
    return new ChatBroadcast(
        row.getString("id"),
        row.getString("title"),
        row.getString("state"),
        row.getString("owner"),
        row.getString("host_id"));
  }
}
