package io.linkmic.api.node;

import io.linkmic.api.http.Code;
import io.linkmic.api.http.Refusal;
import java.time.Duration;

/** What became of a call to a node. */
public sealed interface NodeAnswer {
  /** A beat: by then the registry knows whether the node is gone. */
  Duration RETRY = Duration.ofSeconds(1);

  /**
   * @param body JSON as it came, empty for 204; never changed afterwards
   */
  // Handed to the JSON reader as the HTTP client gave it.
  @SuppressWarnings("ArrayRecordComponent")
  record Done(byte[] body) implements NodeAnswer {}

  /**
   * @param code the node's stable code
   * @param detail one sentence for a person
   */
  record Refused(int status, String code, String detail) implements NodeAnswer {
    boolean says(String what) {
      return code.equals(what);
    }
  }

  /** No connection, no answer in time, or not one that can be understood. */
  record Away() implements NodeAnswer {}

  /** Whether the node does not have the room (any more). */
  default boolean isWithoutRoom() {
    return this instanceof Refused refused
        && (refused.says("room-not-found") || refused.says("room-closed"));
  }

  /**
   * The body, or the refusal that our own caller gets.
   *
   * @throws Refusal in every other case
   */
  default byte[] orRefuse() {
    return switch (this) {
      case Done done -> done.body();
      case Away ignored -> throw unavailable();
      case Refused refused -> throw refusal(refused);
    };
  }

  static Refusal unavailable() {
    return new Refusal(Code.NODE_UNAVAILABLE).retryAfter(RETRY);
  }

  private static Refusal refusal(Refused refused) {
    return switch (refused.code()) {
      case "participant-not-found" -> new Refusal(Code.PARTICIPANT_NOT_FOUND);
      case "room-not-found", "room-closed", "stale-epoch", "room-elsewhere" ->
          new Refusal(Code.NODE_UNAVAILABLE, "The room is changing its node.").retryAfter(RETRY);
      case "bad-request" -> new Refusal(Code.INVALID_REQUEST, refused.detail());
      default ->
          switch (refused.status()) {
            // Ours, not the caller's: the two services do not share a token.
            case 401, 403 ->
                new Refusal(Code.INTERNAL_ERROR, "The node does not know this service.");
            case 404, 409, 422 -> new Refusal(Code.REFUSED_BY_NODE, refused.detail());
            default -> unavailable();
          };
    };
  }
}
