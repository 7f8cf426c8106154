package io.linkmic.rtc.rtcp;

/**
 * A packet we do not act on: of an unknown type (XR, APP, TMMBR …), or with a body that does not
 * add up. The rest of its compound is read all the same.
 *
 * @param packetType 0–255
 * @param format the five bits of count or feedback message type
 * @param reason a constant text, fit for a counter's label
 */
public record Ignored(int packetType, int format, String reason) implements RtcpPacket {}
