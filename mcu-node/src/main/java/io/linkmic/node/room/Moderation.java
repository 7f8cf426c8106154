package io.linkmic.node.room;

import org.jspecify.annotations.Nullable;

/**
 * What mcu-api changes about a participant; null leaves a value as it is.
 *
 * @param audioMuted what the participant cannot lift by itself
 * @param gain 0–4
 * @param role {@code host}, {@code cohost} or {@code audience}
 */
public record Moderation(
    @Nullable Boolean audioMuted, @Nullable Double gain, @Nullable String role) {
  /** Four times as loud is 12 dB: what a microphone that was set wrong needs. */
  public static final double LOUDEST = 4;

  public static final String AUDIENCE = "audience";
  public static final java.util.Set<String> ROLES = java.util.Set.of("host", "cohost", AUDIENCE);
}
