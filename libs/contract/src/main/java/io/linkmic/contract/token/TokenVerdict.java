package io.linkmic.contract.token;

import java.util.Locale;

/** What became of a token. */
public sealed interface TokenVerdict {

  record Valid(ParticipantClaims claims) implements TokenVerdict {}

  /**
   * @param message one sentence for a person; says nothing of secrets
   */
  record Rejected(Reason reason, String message) implements TokenVerdict {}

  /** Stable codes. */
  enum Reason {
    MALFORMED,
    WRONG_ALGORITHM,
    WRONG_ISSUER,
    BAD_SIGNATURE,
    MISSING_CLAIM,
    WRONG_AUDIENCE,
    EXPIRED,
    NOT_YET_VALID;

    /** {@code bad-signature} for {@code BAD_SIGNATURE}. */
    public String kebab() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
