package io.linkmic.backend.broadcast;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was invited. */
@Component
class Invitations {
  /** The newest; a broadcast for thousands hands out its audience tickets by the thousand. */
  private static final int MOST_SHOWN = 100;

  private final JdbcClient jdbc;

  Invitations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps it; answers its id. */
  String add(Broadcast broadcast, String name, Role role, Ticket ticket) {
    String id = "i-" + UUID.randomUUID();
    jdbc.sql(
            """
            insert into invitation (id, broadcast_id, name, role, participant_id, expires_at)
            values (:id, :broadcast, :name, :role, :participant, :expires)
            """)
        .param("id", id)
        .param("broadcast", broadcast.id())
        .param("name", name)
        .param("role", role.word())
        .param("participant", ticket.participantId())
        .param("expires", ticket.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  List<Invitation> of(String broadcastId) {
    return jdbc.sql(
            "select * from invitation where broadcast_id = :id order by created_at desc limit :most")
        .param("id", broadcastId)
        .param("most", MOST_SHOWN)
        .query(Invitations::read)
        .list();
  }

  private static Invitation read(ResultSet row, int number) throws SQLException {
    return new Invitation(
        row.getString("id"),
        row.getString("name"),
        row.getString("role"),
        row.getString("participant_id"),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
