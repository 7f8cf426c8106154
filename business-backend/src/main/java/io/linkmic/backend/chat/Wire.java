package io.linkmic.backend.chat;

import io.linkmic.cluster.redis.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What instances tell each other through Redis; exactly one of the last two is there.
 *
 * @param schema {@link Keys#SCHEMA}; others are ignored
 * @param from the instance that says it
 */
record Wire(
    int schema, String from, @Nullable ChatMessage message, Messages.@Nullable Muted muted) {

  static Wire of(String from, ChatMessage message) {
    return new Wire(Keys.SCHEMA, from, message, null);
  }

  static Wire of(String from, Messages.Muted muted) {
    return new Wire(Keys.SCHEMA, from, null, muted);
  }
}
