package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;

/**
 * One Opus packet (RFC 6716 §3), bytes untouched.
 *
 * @param rtpTimestamp unsigned 32 bit, 48 kHz, of its first sample
 * @param durationSamples at 48 kHz, 120 to 5760, from the TOC byte
 * @param lostBefore packets known to be lost for good between the previous frame and this one
 * @param levelDbov RFC 6464 level 0–127, or −1 if not sent
 */
public record OpusFrame(
    Bytes payload, long rtpTimestamp, int durationSamples, int lostBefore, int levelDbov) {}
