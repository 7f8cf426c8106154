package io.linkmic.rtc.rtp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;

/** RFC 4588 §4: retransmitted packets travel in a stream of their own, behind their old number. */
public final class Rtx {
  private static final int ORIGINAL_SEQUENCE_NUMBER = 2;

  private Rtx() {}

  /**
   * The packet as it was first sent; the payload shares the array. A probe of padding only (no
   * payload) is malformed here and worth nothing to the stream.
   */
  public static Parsed<RtpPacket> unwrap(RtpPacket rtx, int payloadType, long ssrc) {
    if (rtx.payload().length() < ORIGINAL_SEQUENCE_NUMBER) {
      return Parsed.malformed("rtx: no original sequence number", 0);
    }
    return Parsed.ok(
        new RtpPacket(
            rtx.marker(),
            payloadType,
            rtx.payload().u16(0),
            rtx.timestamp(),
            ssrc,
            rtx.extensions(),
            rtx.payload().sliceFrom(ORIGINAL_SEQUENCE_NUMBER)));
  }

  /** {@code original} for the retransmission stream with that stream's own numbers. */
  public static RtpPacket wrap(RtpPacket original, int payloadType, long ssrc, int sequenceNumber) {
    byte[] payload = new byte[ORIGINAL_SEQUENCE_NUMBER + original.payload().length()];
    payload[0] = (byte) (original.sequenceNumber() >>> 8);
    payload[1] = (byte) original.sequenceNumber();
    original.payload().copyTo(payload, ORIGINAL_SEQUENCE_NUMBER);
    return new RtpPacket(
        original.marker(),
        payloadType,
        sequenceNumber,
        original.timestamp(),
        ssrc,
        original.extensions(),
        Bytes.wrap(payload));
  }
}
