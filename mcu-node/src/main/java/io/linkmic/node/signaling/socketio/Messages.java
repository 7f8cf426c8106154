package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.RoomView;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON that the door says, one record each; {@code docs/signaling.md} shows them. */
final class Messages {
  private Messages() {}

  /** To {@code join} and {@code resume}. */
  record Joined(
      String participantId,
      Room room,
      List<Member> participants,
      Program program,
      String resumeTicket) {}

  /** Somebody in the room; also {@code participant-joined}. */
  record Member(
      String participantId,
      String name,
      boolean publishing,
      boolean audioMuted,
      boolean videoMuted) {
    static Member of(ParticipantView view) {
      return new Member(
          view.participantId(),
          view.name(),
          view.publishing(),
          view.audioMuted(),
          view.videoMuted());
    }
  }

  record Room(String roomId, String name, int maxHosts, String layout) {
    static Room of(RoomView room) {
      return new Room(
          room.roomId(),
          room.settings().name(),
          room.settings().maxHosts(),
          room.settings().layout().template().toString());
    }
  }

  /** In {@code join}'s answer, and {@code program-changed}. */
  record Program(String mode, String reason, @Nullable String participantId) {
    static Program of(ProgramMode mode, String reason, @Nullable String participantId) {
      return new Program(mode.name().toLowerCase(Locale.ROOT), reason, participantId);
    }
  }

  /** With the error {@code room-elsewhere}. */
  record Elsewhere(String nodeId, String signalingUrl) {}

  /** To {@code publish} and {@code restart}. */
  record Sdp(String sdp) {}

  /** {@code participant-left}, {@code stream-added}, {@code stream-removed}. */
  record Who(String participantId) {}

  /** {@code message}. */
  record Text(String from, String text) {}

  /** {@code removed}, {@code room-closed}. */
  record Reason(String reason) {}
}
