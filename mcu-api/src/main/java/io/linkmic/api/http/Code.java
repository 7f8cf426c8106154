package io.linkmic.api.http;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Every stable {@code code} of a problem, with its status and the sentence that it usually has. */
public enum Code {
  BAD_REQUEST(400, "The body is not the JSON that this call takes."),
  BAD_CURSOR(400, "The cursor is not one that this list gave."),
  BAD_LIMIT(400, "limit is between 1 and 100."),
  BAD_IDEMPOTENCY_KEY(400, "Idempotency-Key has 1 to 255 printable characters."),
  BAD_IF_MATCH(400, "If-Match is * or ETags in quotes."),

  UNAUTHORIZED(401, "This call needs an API key with its secret, or a bearer token."),
  TOKEN_MALFORMED(401, "The token is not a well-formed JWT."),
  TOKEN_WRONG_ALGORITHM(401, "The token is not signed with HS256."),
  TOKEN_WRONG_ISSUER(401, "The token was not issued by a known API key."),
  TOKEN_BAD_SIGNATURE(401, "The token's signature is wrong."),
  TOKEN_MISSING_CLAIM(401, "The token lacks exp."),
  TOKEN_WRONG_AUDIENCE(401, "The token is meant for another service."),
  TOKEN_EXPIRED(401, "The token has expired."),
  TOKEN_NOT_YET_VALID(401, "The token is not valid yet."),

  NOT_GRANTED(403, "This token lacks the grant 'admin'."),

  NOT_FOUND(404, "There is nothing at this path."),
  ROOM_NOT_FOUND(404, "There is no such room."),
  PARTICIPANT_NOT_FOUND(404, "There is no such participant in the room."),
  EGRESS_NOT_FOUND(404, "The room has no such egress target."),
  LINK_NOT_FOUND(404, "The room has no such link."),
  NODE_NOT_FOUND(404, "There is no such node."),
  ENTRY_NOT_FOUND(404, "The blacklist has no such entry."),
  WEBHOOK_NOT_FOUND(404, "There is no such webhook."),

  METHOD_NOT_ALLOWED(405, "This path does not take this method."),
  NOT_ACCEPTABLE(406, "The answer is JSON, which the request does not accept."),

  ROOM_EXISTS(409, "There is a room of that id already."),
  REQUEST_IN_FLIGHT(409, "A request with this Idempotency-Key is still running."),
  EGRESS_LIMIT(409, "A room has at most 8 egress targets."),
  LINK_EXISTS(409, "The two rooms are linked already."),
  LINK_LIMIT(409, "A room has at most 3 links."),
  ROOM_CHANGING(409, "The room is being changed by others all the time; try again."),
  STALE_LAYOUT(409, "The room's layout has this sequence already, or a higher one."),
  BLACKLIST_FULL(409, "The blacklist has as many entries as it may have."),
  WEBHOOK_LIMIT(409, "An API key has at most 10 webhooks."),
  WEBHOOK_DISABLED(409, "The webhook's receiver answered 410; enable it first."),
  WEBHOOK_QUEUE_FULL(409, "As many events wait for this webhook as may wait."),
  REFUSED_BY_NODE(409, "The node that runs the room refused."),

  PRECONDITION_FAILED(412, "The room was changed meanwhile: its ETag is another one."),
  TOO_LARGE(413, "The body is larger than 65536 bytes."),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json."),
  INVALID_REQUEST(422, "maxHosts is between 1 and 16."),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used with another body."),

  RATE_LIMITED(429, "This API key asks more often than it may."),
  ROOM_QUOTA(429, "This API key has as many rooms as it may have."),

  INTERNAL_ERROR(500, "Something went wrong on the server."),
  NOT_SUPPORTED(
      501, "Migration comes with moving live rooms between nodes; until then, drain the node."),
  NODE_UNAVAILABLE(503, "The node that runs the room does not answer."),
  REDIS_UNAVAILABLE(503, "Redis does not answer; nothing was changed as far as is known."),
  UNAVAILABLE(503, "The service cannot take this request now.");

  private final int status;
  private final String sentence;

  Code(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  public int status() {
    return status;
  }

  /** One sentence for a person; a particular problem may have a more particular one. */
  public String sentence() {
    return sentence;
  }

  /** {@code room-not-found} for {@code ROOM_NOT_FOUND}. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status' own words, as RFC 9457 has it for problems of type {@code about:blank}. */
  public String title() {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }

  /** The code for what Spring or Tomcat found wrong before an endpoint was called. */
  static Code of(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> NOT_GRANTED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
    };
  }
}
