package io.linkmic.backend.broadcast;

import io.linkmic.backend.problem.Problem;
import io.linkmic.backend.problem.Refusal;
import io.linkmic.contract.request.FieldProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What callers ask for, field by field, with every problem at once. */
final class Wishes {
  /** As mcu-api has it. */
  private static final Pattern PARTICIPANT_ID = Pattern.compile("[A-Za-z0-9._:@-]{1,128}");

  /** As mcu-api's rooms and names. */
  private static final int LONGEST_NAME = 128;

  /** mcu-api's longest token. */
  private static final Duration LONGEST_TTL = Duration.ofHours(24);

  private final List<FieldProblem> problems = new ArrayList<>();

  String text(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      problem(field, field + " is missing.");
      return "";
    }
    return optionalText(field, value, "");
  }

  String optionalText(String field, @Nullable String value, String fallback) {
    if (value == null) {
      return fallback;
    }
    if (value.length() > LONGEST_NAME || value.codePoints().anyMatch(Character::isISOControl)) {
      problem(field, field + " has at most 128 characters and no control characters.");
    }
    return value.strip();
  }

  String participantId(String field, @Nullable String value) {
    if (value == null || !PARTICIPANT_ID.matcher(value).matches()) {
      problem(field, field + " is 1–128 letters, digits or any of . _ : @ -");
      return "";
    }
    return value;
  }

  Role role(@Nullable String word) {
    return Role.of(word == null ? "" : word)
        .orElseGet(() -> {
          problem("role", "role is co-host, audience or host.");
          return Role.AUDIENCE;
        });
  }

  Duration ttl(@Nullable Duration value, Duration fallback) {
    if (value == null) {
      return fallback;
    }
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST_TTL) > 0) {
      problem("ttl", "ttl is between PT1S and PT24H.");
    }
    return value;
  }

  void problem(String field, String message) {
    problems.add(new FieldProblem(field, message));
  }

  /** Refuses with all that was found, or does nothing. */
  void check() {
    if (!problems.isEmpty()) {
      String all = String.join(" ", problems.stream().map(FieldProblem::message).toList());
      throw new Refusal(Problem.invalid(all, List.copyOf(problems)));
    }
  }
}
