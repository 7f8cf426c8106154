package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.rtp.RtpPacket;

/** RFC 7587 §4.2: one RTP payload is one Opus packet. */
public final class OpusDepacketizer {
  private OpusDepacketizer() {}

  /**
   * @param lostBefore packets lost for good in front of this one
   * @return malformed for padding without payload too; with DTX nothing is sent, so nothing to
   *     decode is no frame
   */
  public static Parsed<OpusFrame> depacketize(RtpPacket packet, int lostBefore) {
    return switch (OpusToc.parse(packet.payload())) {
      case Parsed.Ok<OpusToc>(var toc) ->
          Parsed.ok(
              new OpusFrame(
                  packet.payload(),
                  packet.timestamp(),
                  toc.durationSamples(),
                  lostBefore,
                  packet.extensions().audioLevelDbov()));
      case Parsed.Malformed<OpusToc>(var reason, var offset) -> Parsed.malformed(reason, offset);
    };
  }
}
