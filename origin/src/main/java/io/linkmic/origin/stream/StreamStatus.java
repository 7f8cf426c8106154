package io.linkmic.origin.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream as operators see it.
 *
 * @param state {@code waiting}, {@code live} or {@code interrupted}
 * @param publisherSince when the present publisher began; null without one
 * @param videoCodec RFC 6381 name such as {@code avc1.64001f}, empty when unknown
 * @param audioCodec such as {@code mp4a.40.2}, empty when unknown
 * @param width pixels as the metadata says, 0 when unknown
 * @param height pixels as the metadata says, 0 when unknown
 * @param framesPerSecond over the last second
 * @param bitrate bit/s over the last second
 * @param gopMillis media time in the cache
 * @param lastTimestamp newest tag's time in milliseconds
 */
public record StreamStatus(
    StreamKey key,
    String state,
    @Nullable Instant publisherSince,
    String videoCodec,
    String audioCodec,
    int width,
    int height,
    double framesPerSecond,
    long bitrate,
    int viewers,
    int gopMillis,
    long gopBytes,
    long lastTimestamp,
    long bytesIn) {}
