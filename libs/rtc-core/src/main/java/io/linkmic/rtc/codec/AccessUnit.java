package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;

/**
 * One coded H.264 picture with everything that came with it (parameter sets, SEI), bytes untouched.
 *
 * @param nalUnits the NAL units in stream order, each behind its length as a 4-byte big-endian
 *     integer (the form of AVC in FLV and MP4); owned by the receiver of this record
 * @param idr contains an IDR slice (NAL type 5)
 * @param rtpTimestamp unsigned 32 bit, 90 kHz
 * @param rotationDegrees clockwise turn to apply before showing: 0, 90, 180 or 270
 */
public record AccessUnit(Bytes nalUnits, boolean idr, long rtpTimestamp, int rotationDegrees) {}
