package io.linkmic.backend.chat;

import java.time.Instant;
import java.util.List;

/** The JSON that the chat says besides {@link ChatMessage}; {@code docs/chat.md} shows it. */
final class Messages {
  private Messages() {}

  /**
   * To {@code join}.
   *
   * @param history the newest, oldest first
   * @param mayWrite whether the token grants {@code message}
   * @param muted whether the participant is muted now
   */
  record Joined(
      String participantId,
      String name,
      Shown broadcast,
      List<ChatMessage> history,
      boolean mayWrite,
      boolean muted) {}

  record Shown(String broadcastId, String title, String state) {}

  /** To {@code send}. */
  record Sent(long messageId, Instant at) {}

  /**
   * To {@code history} and by REST.
   *
   * @param messages oldest first
   * @param more whether there are older ones
   */
  record Page(List<ChatMessage> messages, boolean more) {}

  /** The event {@code muted}, and what a host who mutes is answered. */
  record Muted(String participantId, boolean muted) {}

  /** Who may not write, the newest first. */
  record Mutes(List<Mute> items) {}

  /**
   * @param mutedBy the host's participant id, or an API key
   */
  record Mute(String participantId, String mutedBy, Instant mutedAt) {}

  /** {@code chat-closed}. */
  record Closed(String reason) {}
}
