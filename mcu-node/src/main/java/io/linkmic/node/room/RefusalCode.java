package io.linkmic.node.room;

import io.linkmic.rtc.sdp.SdpRefusal;

/**
 * Stable codes; the Socket.IO door shows them in kebab case, the HTTP doors with {@link #status}.
 */
public enum RefusalCode {
  ROOM_NOT_FOUND(404),
  PARTICIPANT_NOT_FOUND(404),
  /** The participant's token lacks the grant. */
  NOT_GRANTED(403),
  /** The room has no such link to the room that asks. */
  NOT_LINKED(403),
  ROOM_FULL(409),
  NOT_PUBLISHING(409),
  NOT_SUBSCRIBED(409),
  /** The SDP is not well formed or breaks a bound. */
  BAD_SDP(400),
  /** The SDP offers nothing this node can use, for instance no H.264. */
  UNSUPPORTED_MEDIA(422),
  BAD_REQUEST(400),
  NOT_SUPPORTED(501),
  /** The node is full. */
  OVERLOADED(503),
  /** The node takes no new rooms: it is about to stop. */
  DRAINING(503),
  /** What must be known to let somebody in cannot be known at the moment. */
  UNAVAILABLE(503),
  /** Another node runs the room; the refusal says which. RFC 9110 §15.5.20. */
  ROOM_ELSEWHERE(421),
  /** The command was meant for an ownership of the room that has ended. */
  STALE_EPOCH(409),
  ROOM_CLOSED(410);

  private final int status;

  RefusalCode(int status) {
    this.status = status;
  }

  /** Of an offer that cannot be answered. */
  public static RefusalCode of(SdpRefusal reason) {
    return switch (reason) {
      case TOO_LARGE, TOO_MANY_MEDIA, MALFORMED, NO_ICE_CREDENTIALS, NO_FINGERPRINT -> BAD_SDP;
      case NO_RTCP_MUX,
          NOT_BUNDLED,
          NO_MEDIA,
          NO_H264,
          NO_OPUS,
          NO_RECEIVER,
          NO_H264_RECEIVER,
          REJECTED,
          OTHER_FINGERPRINT ->
          UNSUPPORTED_MEDIA;
    };
  }

  /** The HTTP status that says the same. */
  public int status() {
    return status;
  }

  /** {@code room-not-found} for {@code ROOM_NOT_FOUND}. */
  public String kebab() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
