package io.linkmic.node.program;

import io.linkmic.rtc.bytes.Bytes;

/** One coded picture or one AAC frame of the program, shared by all egress targets. */
public sealed interface ProgramPacket {
  /** Program time in ms; per kind it only grows. */
  long dtsMillis();

  int size();

  /**
   * A picture; decoding and presentation time are the same (no B-pictures over WebRTC).
   *
   * @param nalUnits each behind a 4-byte length, bytes as the host sent them
   * @param config what a decoder needs first; the same object as long as nothing changed
   * @param arrivedNanos {@code System.nanoTime()} of the datagram that completed the picture, 0 for
   *     a picture the node made itself
   */
  record Video(Bytes nalUnits, long dtsMillis, boolean idr, VideoConfig config, long arrivedNanos)
      implements ProgramPacket {
    @Override
    public int size() {
      return nalUnits.length();
    }
  }

  /** 1024 samples of AAC-LC, 48 kHz stereo. */
  record Audio(Bytes aac, long dtsMillis) implements ProgramPacket {
    @Override
    public int size() {
      return aac.length();
    }
  }
}
