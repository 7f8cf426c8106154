package io.linkmic.origin.http;

import io.linkmic.origin.stream.ViewerLimits;
import java.time.Duration;

/**
 * How HTTP connections are treated.
 *
 * @param maxConnections viewers and all others together
 * @param requestTimeout from the connection, or the last answer, to a whole request
 * @param statusForAll answer {@code /v1/streams} to other machines as well: it names the stream
 *     keys, which are secrets
 */
public record HttpSettings(
    int maxConnections, Duration requestTimeout, boolean statusForAll, ViewerLimits viewerLimits) {}
