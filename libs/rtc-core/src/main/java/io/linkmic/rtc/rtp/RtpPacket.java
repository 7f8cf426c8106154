package io.linkmic.rtc.rtp;

import io.linkmic.rtc.bytes.Bytes;

/**
 * RFC 3550 §5.1, after SRTP was removed and padding cut off.
 *
 * @param payloadType 0–127
 * @param sequenceNumber 0–65535
 * @param timestamp unsigned 32 bit, in the codec's clock (video 90 kHz, Opus 48 kHz)
 * @param ssrc unsigned 32 bit
 * @param payload shares the datagram's array
 */
public record RtpPacket(
    boolean marker,
    int payloadType,
    int sequenceNumber,
    long timestamp,
    long ssrc,
    RtpExtensions extensions,
    Bytes payload) {}
