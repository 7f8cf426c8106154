package io.linkmic.backend.playback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream is watched.
 *
 * @param flv HTTP-FLV
 * @param rtmp RTMP
 * @param expiresAt until when the two may be opened; null when they do not expire
 */
public record Playback(String flv, String rtmp, @Nullable Instant expiresAt) {}
