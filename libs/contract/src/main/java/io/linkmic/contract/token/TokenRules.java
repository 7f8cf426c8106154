package io.linkmic.contract.token;

import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldProblem;
import io.linkmic.contract.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Defaults and bounds of {@code POST /v1/tokens}. Pure. */
public final class TokenRules {
  public static final Set<String> GRANTS = Set.of("publish", "subscribe", "message", "admin");

  /** Long enough for a show's preparation; a ticket for tomorrow is asked for again tomorrow. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Pattern PARTICIPANT_ID = Pattern.compile("[A-Za-z0-9._:@-]{1,128}");

  private TokenRules() {}

  /**
   * @param issuer the API key on whose account the token is minted
   * @param newParticipantId makes an id where the request has none
   */
  public static Checked<ParticipantClaims> check(
      CreateTokenRequest request, String issuer, Instant now, Supplier<String> newParticipantId) {
    List<FieldProblem> problems = new ArrayList<>();
    String roomId = request.roomId() == null ? "" : request.roomId();
    if (!RoomRules.isRoomId(roomId)) {
      problems.add(new FieldProblem("roomId", "roomId is 1–64 letters, digits, '_' or '-'."));
    }
    String participantId =
        request.participantId() == null ? newParticipantId.get() : request.participantId();
    if (!PARTICIPANT_ID.matcher(participantId).matches()) {
      problems.add(
          new FieldProblem(
              "participantId", "participantId is 1–128 letters, digits or any of . _ : @ -"));
    }
    String name = request.name() == null ? "" : request.name();
    if (name.length() > TokenVerifier.MAXIMUM_ID_LENGTH
        || name.codePoints().anyMatch(Character::isISOControl)) {
      problems.add(
          new FieldProblem("name", "name has at most 128 characters and no control characters."));
    }
    Set<String> grants =
        request.grants() == null
            ? Set.of("publish", "subscribe")
            : new LinkedHashSet<>(request.grants());
    if (!GRANTS.containsAll(grants)) {
      problems.add(
          new FieldProblem(
              "grants", "grants are any of " + String.join(", ", sorted(GRANTS)) + "."));
    }
    Duration ttl = request.ttl() == null ? USUAL : request.ttl();
    if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
      problems.add(new FieldProblem("ttl", "ttl is between " + SHORTEST + " and " + LONGEST + "."));
    }
    if (!problems.isEmpty()) {
      return new Checked.Refused<>(List.copyOf(problems));
    }
    return new Checked.Accepted<>(
        new ParticipantClaims(
            issuer,
            participantId,
            name,
            roomId,
            grants,
            now.plus(ttl).truncatedTo(ChronoUnit.SECONDS),
            now.truncatedTo(ChronoUnit.SECONDS)));
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
