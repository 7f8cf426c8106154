package io.linkmic.contract.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a participant's token says.
 *
 * @param issuer {@code iss}: the API key whose secret signed it
 * @param participantId {@code sub}, 1–128 characters
 * @param name {@code name}, may be empty
 * @param roomId {@code room}: the only room the bearer may enter
 * @param grants {@code grants}: {@code publish}, {@code subscribe}, …
 * @param expiresAt {@code exp}, whole seconds
 * @param notBefore {@code nbf}, null when it is valid from the start
 */
public record ParticipantClaims(
    String issuer,
    String participantId,
    String name,
    String roomId,
    Set<String> grants,
    Instant expiresAt,
    @Nullable Instant notBefore) {
  public ParticipantClaims {
    grants = Set.copyOf(grants);
  }
}
