package io.linkmic.backend.broadcast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a broadcast's history.
 *
 * @param from null for its creation
 * @param cause {@link Cause#word}
 * @param detail one sentence
 */
public record Change(
    @Nullable BroadcastState from, BroadcastState to, String cause, String detail, Instant at) {}
