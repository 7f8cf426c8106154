package io.linkmic.rtc.peer;

import java.time.Duration;
import java.util.List;

/**
 * How a peer is doing, at the last input it handled. All counts since the peer was made.
 *
 * @param connected ICE and DTLS are done and the peer is not closed
 * @param roundTripTime smoothed; 100 ms until {@code roundTripMeasured}
 * @param datagramsIn all, whatever became of them
 * @param datagramsDropped of those: malformed, unauthenticated, replayed or for nobody
 * @param bytesIn sum of datagram lengths, without UDP and IP headers
 * @param tracks in the order of the session's m-lines
 */
public record PeerStats(
    boolean connected,
    Duration roundTripTime,
    boolean roundTripMeasured,
    long datagramsIn,
    long datagramsDropped,
    long bytesIn,
    long datagramsOut,
    long bytesOut,
    List<TrackStats> tracks) {}
