package io.linkmic.rtc.sdp;

import io.linkmic.rtc.ice.IceCandidate;
import java.net.InetSocketAddress;

/** Writes {@code candidate:} lines (RFC 8839 §5.1). */
public final class CandidateWriter {
  private CandidateWriter() {}

  /** As {@code RTCIceCandidate.candidate} has it, without {@code a=}. */
  public static String write(IceCandidate candidate) {
    return "candidate:" + value(candidate);
  }

  // Transport in lower case, as browsers write it. FFmpeg 8.0 takes the first line with "udp" and
  // "host" in it, and reads it in just this order of words.
  static String value(IceCandidate candidate) {
    InetSocketAddress address = candidate.address();
    return candidate.foundation()
        + " "
        + candidate.component()
        + " udp "
        + candidate.priority()
        + " "
        + Literals.text(address)
        + " "
        + address.getPort()
        + " typ "
        + candidate.type();
  }
}
