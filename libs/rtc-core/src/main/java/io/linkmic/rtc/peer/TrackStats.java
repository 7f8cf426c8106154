package io.linkmic.rtc.peer;

import io.linkmic.rtc.rtp.MediaKind;
import java.time.Duration;

/**
 * How one track is doing. A track that both receives and sends has two of these.
 *
 * @param ssrc of the media, 0 before its first packet
 * @param packets received as first sent, or sent for the first time
 * @param bytes of their payloads
 * @param frames pictures or sound frames handed on, or sent
 * @param framesPerSecond of the last second or so
 * @param lost packets missing as first sent (RFC 3550 §6.4.1 cumulative); for a track that sends,
 *     as its receiver reported
 * @param fractionLost 0 to 1, of the last report
 * @param recovered of the lost, those that came by retransmission; for a track that sends, the
 *     repetitions sent
 * @param discarded received twice or too late
 * @param nacks packets asked for again (each time counts)
 * @param keyFrameRequests PLI and FIR sent, or received
 * @param breaks times that pictures were missing for good
 * @param jitter RFC 3550 interarrival jitter
 */
public record TrackStats(
    String mid,
    MediaKind kind,
    boolean receives,
    long ssrc,
    long packets,
    long bytes,
    long frames,
    double framesPerSecond,
    long lost,
    double fractionLost,
    long recovered,
    long discarded,
    long nacks,
    long keyFrameRequests,
    long breaks,
    Duration jitter) {}
