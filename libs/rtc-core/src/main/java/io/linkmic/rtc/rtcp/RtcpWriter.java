package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import java.util.List;

/** Writes RTCP datagrams, the way back from {@link RtcpReader}. */
public final class RtcpWriter {
  // A sender report with two blocks, a CNAME and a PLI: most compounds need no second array.
  private static final int USUAL_SIZE = 128;

  private RtcpWriter() {}

  /** The packets one behind the other; the caller keeps to the order of RFC 3550 §6.1. */
  public static Bytes write(List<RtcpPacket> packets) {
    var out = new ByteWriter(USUAL_SIZE);
    for (var packet : packets) {
      write(packet, out);
    }
    return out.toBytes();
  }

  public static Bytes write(RtcpPacket... packets) {
    return write(List.of(packets));
  }

  private static void write(RtcpPacket packet, ByteWriter out) {
    switch (packet) {
      case SenderReport p -> p.write(out);
      case ReceiverReport p -> p.write(out);
      case SourceDescription p -> p.write(out);
      case Goodbye p -> p.write(out);
      case Nack p -> p.write(out);
      case TransportFeedback p -> TransportFeedbackWriter.write(p, out);
      case PictureLossIndication p -> p.write(out);
      case FullIntraRequest p -> p.write(out);
      case Remb p -> p.write(out);
      case Ignored p -> throw new IllegalArgumentException("not for sending: " + p);
    }
  }

  /** Starts a packet; {@link #end} fills in its length. */
  static int begin(ByteWriter out, int type, int format) {
    int start = out.length();
    out.u8(0x80 | format).u8(type).u16(0);
    return start;
  }

  static void end(ByteWriter out, int start) {
    out.putU16(start + 2, (out.length() - start) / 4 - 1);
  }
}
