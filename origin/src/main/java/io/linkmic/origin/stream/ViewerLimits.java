package io.linkmic.origin.stream;

import java.time.Duration;

/**
 * How far a viewer may fall behind.
 *
 * @param queueBytes most bytes that wait for one viewer
 * @param queueTime most media time that waits for one viewer, on top of the burst it began with
 * @param slowTimeout a viewer that dropped pictures and did not catch up for this long is
 *     disconnected
 */
public record ViewerLimits(long queueBytes, Duration queueTime, Duration slowTimeout) {}
