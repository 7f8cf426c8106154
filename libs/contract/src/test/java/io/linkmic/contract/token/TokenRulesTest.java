package io.linkmic.contract.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T21:26:00.5Z");

  private static Checked<ParticipantClaims> check(CreateTokenRequest request) {
    return TokenRules.check(request, "key", NOW, () -> "p-1");
  }

  @Test
  void a_room_alone_gives_a_participant_with_both_grants_for_an_hour() {
    assertThat(check(new CreateTokenRequest("room", null, null, null, null)))
        .isEqualTo(
            new Checked.Accepted<>(
                new ParticipantClaims(
                    "key",
                    "p-1",
                    "",
                    "room",
                    Set.of("publish", "subscribe"),
                    Instant.parse("2026-11-22T22:26:00Z"),
                    Instant.parse("2026-11-22T21:26:00Z"))));
  }

  @Test
  void every_problem_is_told_at_once() {
    Checked<ParticipantClaims> checked =
        check(new CreateTokenRequest("no room", "a b", "x\n", List.of("fly"), Duration.ofDays(2)));
    assertThat(((Checked.Refused<ParticipantClaims>) checked).problems())
        .extracting(FieldProblem::field)
        .containsExactly("roomId", "participantId", "name", "grants", "ttl");
  }
}
