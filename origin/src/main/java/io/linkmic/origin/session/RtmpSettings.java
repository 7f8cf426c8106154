package io.linkmic.origin.session;

import io.linkmic.origin.stream.ViewerLimits;
import java.time.Duration;

/**
 * How RTMP connections are treated.
 *
 * @param chunkSize what publishers are told; FFmpeg's mirrors it, and makes one system call a chunk
 * @param maxMessageBytes the longest message of a publisher
 * @param maxConnections publishers and players together
 * @param setupTimeout from the connection to publish or play
 * @param publisherTimeout a publisher that sends nothing for this long is taken for dead
 */
public record RtmpSettings(
    int chunkSize,
    int maxMessageBytes,
    int maxConnections,
    Duration setupTimeout,
    Duration publisherTimeout,
    ViewerLimits viewerLimits) {}
