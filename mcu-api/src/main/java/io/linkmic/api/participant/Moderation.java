package io.linkmic.api.participant;

import io.linkmic.api.http.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a participant; what is left out stays.
 *
 * @param audioMuted what the participant cannot lift by itself
 * @param gain 0–4
 * @param role {@code host}, {@code cohost} or {@code audience}
 */
record Moderation(@Nullable Boolean audioMuted, @Nullable Double gain, @Nullable String role) {
  /** Four times as loud is 12 dB: what a microphone that was set wrong needs. */
  private static final double LOUDEST = 4;

  private static final List<String> ROLES = List.of("host", "cohost", "audience");

  void check() {
    if (audioMuted == null && gain == null && role == null) {
      throw Refusal.invalid("", "Name at least one of audioMuted, gain and role.");
    }
    if (gain != null && !(gain >= 0 && gain <= LOUDEST)) {
      throw Refusal.invalid("gain", "gain is between 0 and 4.");
    }
    if (role != null && !ROLES.contains(role)) {
      throw Refusal.invalid("role", "role is host, cohost or audience.");
    }
  }
}
