package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;

/** Writes {@link TransportFeedback}, the way back from {@link TransportFeedbackReader}. */
final class TransportFeedbackWriter {
  private static final int MAX_RUN = 0x1FFF;
  private static final int ONE_BIT_SYMBOLS = 14;
  private static final int TWO_BIT_SYMBOLS = 7;

  private TransportFeedbackWriter() {}

  static void write(TransportFeedback packet, ByteWriter out) {
    var arrivals = packet.arrivals();
    int start =
        RtcpWriter.begin(out, PacketType.TRANSPORT_LAYER_FEEDBACK, PacketType.FORMAT_TRANSPORT_CC);
    out.u32(packet.senderSsrc()).u32(packet.mediaSsrc());
    out.u16(packet.baseSequence()).u16(arrivals.count());
    out.u24(packet.referenceTime()).u8(packet.feedbackCount());
    for (int at = 0; at < arrivals.count(); ) {
      at += writeChunk(arrivals, at, out);
    }
    for (int i = 0; i < arrivals.count(); i++) {
      switch (symbol(arrivals, i)) {
        case TransportFeedbackReader.SMALL_DELTA -> out.u8(arrivals.deltaTicks(i));
        case TransportFeedbackReader.LARGE_DELTA -> out.u16(arrivals.deltaTicks(i));
        default -> {}
      }
    }
    // Deviation: the P bit stays clear. The draft calls these bytes zero padding, the packet status
    // count says where the deltas end, and all known readers take it so.
    out.zeros(-(out.length() - start) & 3);
    RtcpWriter.end(out, start);
  }

  /** Writes the chunk that tells of most packets from {@code at}; returns of how many. */
  private static int writeChunk(Arrivals arrivals, int at, ByteWriter out) {
    int first = symbol(arrivals, at);
    int run = run(arrivals, at, first);
    int oneBit = oneBitSymbols(arrivals, at);
    if ((run >= oneBit && run >= TWO_BIT_SYMBOLS) || run == arrivals.count() - at) {
      out.u16(first << 13 | run);
      return run;
    }
    if (oneBit >= TWO_BIT_SYMBOLS || oneBit == arrivals.count() - at) {
      int chunk = 0x8000;
      for (int i = 0; i < oneBit; i++) {
        chunk |= symbol(arrivals, at + i) << (13 - i);
      }
      out.u16(chunk);
      return oneBit;
    }
    int chunk = 0xC000;
    int count = Math.min(TWO_BIT_SYMBOLS, arrivals.count() - at);
    for (int i = 0; i < count; i++) {
      chunk |= symbol(arrivals, at + i) << (12 - 2 * i);
    }
    out.u16(chunk);
    return count;
  }

  private static int run(Arrivals arrivals, int at, int symbol) {
    int end = Math.min(arrivals.count(), at + MAX_RUN);
    int i = at;
    while (i < end && symbol(arrivals, i) == symbol) {
      i++;
    }
    return i - at;
  }

  /**
   * How many packets a one-bit vector can tell of here: 14, fewer only at the end of the message; 0
   * if a large delta is among them, because a vector cannot be cut short before it.
   */
  private static int oneBitSymbols(Arrivals arrivals, int at) {
    int count = Math.min(ONE_BIT_SYMBOLS, arrivals.count() - at);
    for (int i = 0; i < count; i++) {
      if (symbol(arrivals, at + i) == TransportFeedbackReader.LARGE_DELTA) {
        return 0;
      }
    }
    return count;
  }

  private static int symbol(Arrivals arrivals, int index) {
    if (!arrivals.received(index)) {
      return TransportFeedbackReader.NOT_RECEIVED;
    }
    int delta = arrivals.deltaTicks(index);
    return delta >= 0 && delta <= 0xFF
        ? TransportFeedbackReader.SMALL_DELTA
        : TransportFeedbackReader.LARGE_DELTA;
  }
}
