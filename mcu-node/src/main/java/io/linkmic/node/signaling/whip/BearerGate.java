package io.linkmic.node.signaling.whip;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** RFC 6750: who may pass with which bearer token. */
final class BearerGate {
  private static final String SCHEME = "bearer ";

  private final TokenVerifier verifier;

  BearerGate(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /** The token of an {@code Authorization} header. */
  static String token(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      // RFC 6750 §3.1: a request without credentials is not told an error code.
      throw new ProblemException(
          Problem.of(401, "unauthorized", "A bearer token is needed.")
              .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"linkmic\""));
    }
    return authorization.substring(SCHEME.length()).trim();
  }

  /** The claims of a valid token for this room. */
  ParticipantClaims enter(String token, String roomId) {
    return switch (verifier.verify(token)) {
      case TokenVerdict.Valid valid when valid.claims().roomId().equals(roomId) -> valid.claims();
      case TokenVerdict.Valid ignored ->
          throw new ProblemException(
              Problem.of(403, "wrong-room", "The token is for another room."));
      case TokenVerdict.Rejected rejected ->
          throw new ProblemException(
              Problem.of(401, "token-" + rejected.reason().kebab(), rejected.message())
                  .with(
                      HttpHeaders.WWW_AUTHENTICATE,
                      "Bearer realm=\"linkmic\", error=\"invalid_token\", error_description=\""
                          + rejected.message()
                          + "\""));
    };
  }

  /** Lets the session's own participant through, and whoever holds the token that opened it. */
  void owns(WhipSession session, @Nullable String authorization) {
    String token = token(authorization);
    if (session.openedBy(token)) {
      return;
    }
    ParticipantClaims claims = enter(token, session.roomId());
    if (!claims.participantId().equals(session.kept().participantId())) {
      throw new ProblemException(
          Problem.of(403, "forbidden", "The session belongs to another participant."));
    }
  }
}
