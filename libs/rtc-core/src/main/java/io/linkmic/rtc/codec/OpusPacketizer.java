package io.linkmic.rtc.codec;

import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;

/**
 * RFC 7587 §4.2: one Opus packet is one RTP payload. The marker stays clear: it tells the end of a
 * silence in which nothing was sent, and what LinkMic sends has no such silence.
 */
public final class OpusPacketizer {
  private OpusPacketizer() {}

  /** The payload shares the frame's array. */
  public static RtpPacket packetize(
      OpusFrame frame, int payloadType, int sequenceNumber, long ssrc, RtpExtensions extensions) {
    return new RtpPacket(
        false,
        payloadType,
        sequenceNumber,
        frame.rtpTimestamp(),
        ssrc,
        extensions,
        frame.payload());
  }
}
