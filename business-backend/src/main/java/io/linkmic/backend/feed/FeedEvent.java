package io.linkmic.backend.feed;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param id the same on every delivery
 * @param type {@code program.changed}, {@code broadcast.changed}, …
 * @param owner the API key that may see it besides operators; null for operators only
 * @param broadcastId null where no broadcast is concerned
 */
public record FeedEvent(
    String id,
    String type,
    Instant timestamp,
    @Nullable String owner,
    @Nullable String broadcastId,
    @Nullable String roomId,
    @Nullable String nodeId,
    Map<String, Object> data) {}
