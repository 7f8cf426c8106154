package io.linkmic.origin.stream;

import java.time.Duration;

/**
 * Bounds of the streams.
 *
 * @param maxStreams streams with a publisher or a waiting viewer
 * @param takeoverAfter a publisher silent for this long gives way to a new one
 * @param reconnectGrace how long viewers are kept after their publisher vanished
 * @param gopBytes a longer GOP is not cached
 * @param gopTime a longer GOP is not cached
 * @param waitingViewers viewers of streams that do not exist yet, in all
 * @param waitingTime how long such a viewer waits
 * @param audioDelay how long sound may wait for the next picture, so that both go out in one write
 */
public record StreamLimits(
    int maxStreams,
    Duration takeoverAfter,
    Duration reconnectGrace,
    long gopBytes,
    Duration gopTime,
    int waitingViewers,
    Duration waitingTime,
    Duration audioDelay) {}
