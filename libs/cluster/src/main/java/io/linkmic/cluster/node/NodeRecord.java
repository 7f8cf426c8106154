package io.linkmic.cluster.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as it describes itself with each beat.
 *
 * @param incarnation new with each start of the process
 * @param region free word of the operator, {@code cn-north}
 * @param isp free word, empty when none
 * @param latitude degrees, null when not configured
 * @param signalingUrl Socket.IO, as hosts reach it
 * @param whipUrl WHIP without the room: {@code http://host:8083/whip/rooms}
 * @param probe the media port; it answers authenticated ICE checks only
 * @param controlUrl internal HTTP, as mcu-api reaches it
 * @param draining takes no new rooms
 */
public record NodeRecord(
    String nodeId,
    String incarnation,
    String region,
    String isp,
    @Nullable Double latitude,
    @Nullable Double longitude,
    String signalingUrl,
    String whipUrl,
    Probe probe,
    String controlUrl,
    String version,
    Instant startedAt,
    boolean draining,
    NodeLoad load) {

  public record Probe(String host, int port) {}
}
