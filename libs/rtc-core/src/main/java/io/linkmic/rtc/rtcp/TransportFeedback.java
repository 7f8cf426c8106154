package io.linkmic.rtc.rtcp;

/**
 * draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1: the arrival of every packet of a
 * transport, the sender's base of congestion control.
 *
 * <pre>
 * |V=2|P| FMT=15  |    PT=205     |            length             |
 * |                     SSRC of packet sender                     |
 * |                      SSRC of media source                     |
 * |      base sequence number     |      packet status count      |
 * |                 reference time                | fb pkt. count |
 * |          packet chunk         |         packet chunk …        |
 * |   recv delta  |  recv delta … |         zero padding          |
 * </pre>
 *
 * @param baseSequence transport-wide number of the first packet told of, 0–65535
 * @param referenceTime signed 24 bit, in units of 64 ms of the receiver's clock
 * @param feedbackCount 0–255, counts these messages
 * @param arrivals of {@code baseSequence} and those that follow
 */
public record TransportFeedback(
    long senderSsrc,
    long mediaSsrc,
    int baseSequence,
    int referenceTime,
    int feedbackCount,
    Arrivals arrivals)
    implements RtcpPacket {
  public static final int TICK_MICROS = 250;
  static final int TICKS_PER_REFERENCE = 256; // 64 ms

  // One run-length chunk tells of 8,191 packets: at 1,200 bytes each 78 Mbit in a message that
  // comes at least every 250 ms, far above any host's link. Keeps a small datagram from asking for
  // a
  // large array.
  static final int MAX_PACKETS = 8191;

  /** Transport-wide number of the packet at {@code index}, 0–65535. */
  public int sequence(int index) {
    return (baseSequence + index) & 0xFFFF;
  }

  /** The reference time in microseconds of the receiver's clock; the deltas add up from here. */
  public long referenceMicros() {
    return (long) referenceTime * TICKS_PER_REFERENCE * TICK_MICROS;
  }
}
