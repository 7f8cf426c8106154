package io.linkmic.backend.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages and mutes in PostgreSQL: the truth of every chat. Waits; any thread. */
final class ChatStore {
  /** A page of history; also what a participant is shown at first. */
  static final int PAGE = 50;

  /** A chat in which so many misbehave is closed, not moderated; keeps the table bounded. */
  private static final int MAXIMUM_MUTES = 10_000;

  /** Moderators look at the newest; whom nobody remembers any more, nobody unmutes. */
  private static final int MUTES_SHOWN = 200;

  private static final String COLUMNS = "message_id, participant_id, name, text, at, client_id";

  private final JdbcClient jdbc;

  ChatStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A message to be stored. */
  record Draft(
      String broadcastId,
      String participantId,
      String name,
      String text,
      @Nullable String clientId) {}

  /** What became of it. */
  sealed interface Stored {
    /**
     * @param again whether it was there already: the sender had lost our answer
     */
    record Done(ChatMessage message, boolean again) implements Stored {}

    record Muted() implements Stored {}

    record Ended() implements Stored {}
  }

  /** Stores it unless its sender is muted or the broadcast has ended. */
  Stored append(Draft draft) {
    Optional<ChatMessage> before = sameOf(draft);
    if (before.isPresent()) {
      return new Stored.Done(before.get(), true);
    }
    try {
      return insert(draft)
          .<Stored>map(message -> new Stored.Done(message, false))
          .orElseGet(() ->
              isMuted(draft.broadcastId(), draft.participantId())
                  ? new Stored.Muted()
                  : new Stored.Ended());
    } catch (DuplicateKeyException e) {
      // The same message came by two sockets at once; the other one was first.
      return new Stored.Done(sameOf(draft).orElseThrow(() -> e), true);
    }
  }

  private Optional<ChatMessage> insert(Draft draft) {
    return jdbc.sql(
            """
            with room as (
              insert into chat_room (broadcast_id, last_message)
              select b.id, 1 from broadcast b
              where b.id = :broadcast and b.state <> 'ENDED'
                and not exists (select from chat_mute m
                                where m.broadcast_id = b.id and m.participant_id = :participant)
              on conflict (broadcast_id) do update set last_message = chat_room.last_message + 1
              returning last_message)
            insert into chat_message
              (broadcast_id, message_id, participant_id, name, text, client_id, at)
            select :broadcast, last_message, :participant, :name, :text, :client,
              date_trunc('milliseconds', clock_timestamp())
            from room
            returning
            """
                + COLUMNS)
        .param("broadcast", draft.broadcastId())
        .param("participant", draft.participantId())
        .param("name", draft.name())
        .param("text", draft.text())
        .param("client", draft.clientId())
        .query(ChatStore::read)
        .optional();
  }

  private Optional<ChatMessage> sameOf(Draft draft) {
    if (draft.clientId() == null) {
      return Optional.empty();
    }
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from chat_message where broadcast_id = :broadcast
                and participant_id = :participant and client_id = :client
                """)
        .param("broadcast", draft.broadcastId())
        .param("participant", draft.participantId())
        .param("client", draft.clientId())
        .query(ChatStore::read)
        .optional();
  }

  /**
   * Newest messages, oldest first.
   *
   * @param after only with a higher id
   * @param before only with a lower id
   */
  List<ChatMessage> between(String broadcastId, long after, long before, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from chat_message
                where broadcast_id = :broadcast and message_id > :after and message_id < :before
                order by message_id desc limit :limit
                """)
        .param("broadcast", broadcastId)
        .param("after", after)
        .param("before", before)
        .param("limit", limit)
        .query(ChatStore::read)
        .list()
        .reversed();
  }

  /** The page that ends before this id. */
  Messages.Page page(String broadcastId, long before, int limit) {
    List<ChatMessage> messages = between(broadcastId, 0, before, limit);
    // Ids have no gaps: only the first message is number 1.
    return new Messages.Page(messages, !messages.isEmpty() && messages.getFirst().messageId() > 1);
  }

  boolean isMuted(String broadcastId, String participantId) {
    return jdbc.sql(
            "select exists (select from chat_mute where broadcast_id = ? and participant_id = ?)")
        .param(broadcastId)
        .param(participantId)
        .query(Boolean.class)
        .single();
  }

  /** Who may not write, the newest first. */
  List<Messages.Mute> mutes(String broadcastId) {
    return jdbc.sql(
            """
            select participant_id, muted_by, muted_at from chat_mute where broadcast_id = :broadcast
            order by muted_at desc, participant_id limit :most
            """)
        .param("broadcast", broadcastId)
        .param("most", MUTES_SHOWN)
        .query((row, number) ->
            new Messages.Mute(
                row.getString(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** False when no more can be muted. From its commit on nothing of that participant is stored. */
  boolean mute(String broadcastId, String participantId, String by) {
    jdbc.sql(
            """
            insert into chat_mute (broadcast_id, participant_id, muted_by, muted_at)
            select :broadcast, :participant, :by, now()
            where (select count(*) from chat_mute where broadcast_id = :broadcast) < :most
            on conflict do nothing
            """)
        .param("broadcast", broadcastId)
        .param("participant", participantId)
        .param("by", by)
        .param("most", MAXIMUM_MUTES)
        .update();
    return isMuted(broadcastId, participantId);
  }

  void unmute(String broadcastId, String participantId) {
    jdbc.sql("delete from chat_mute where broadcast_id = ? and participant_id = ?")
        .param(broadcastId)
        .param(participantId)
        .update();
  }

  private static ChatMessage read(ResultSet row, int number) throws SQLException {
    return new ChatMessage(
        row.getLong("message_id"),
        row.getString("participant_id"),
        row.getString("name"),
        row.getString("text"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("client_id"));
  }
}
