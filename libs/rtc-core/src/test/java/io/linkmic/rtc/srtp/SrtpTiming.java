package io.linkmic.rtc.srtp;

import io.linkmic.rtc.bytes.Bytes;
import java.util.Arrays;

/** Prints ns per 1200-byte packet; run by hand. Figures in docs/decisions/0003. */
final class SrtpTiming {
  private static final int PACKETS = 4096;
  private static final int ROUNDS = 120;

  private SrtpTiming() {}

  public static void main(String[] arguments) {
    for (SrtpProfile profile : SrtpProfile.values()) {
      byte[][] packets = new byte[PACKETS][];
      SrtpSessionTest.Pair pair = new SrtpSessionTest.Pair(profile);
      long protecting = 0;
      long opening = 0;
      int sequence = 0;
      for (int round = 0; round < ROUNDS; round++) {
        if (round == ROUNDS / 2) {
          protecting = 0;
          opening = 0;
        }
        for (int i = 0; i < PACKETS; i++) {
          packets[i] = SrtpSessionTest.room(header(sequence++ & 0xFFFF));
        }
        long start = System.nanoTime();
        for (byte[] packet : packets) {
          pair.sender.protectRtp(packet, 0, 1200);
        }
        long between = System.nanoTime();
        int length = 1200 + profile.tagLength();
        for (byte[] packet : packets) {
          if (pair.receiver.unprotectRtp(Bytes.wrap(packet, 0, length)) != SrtpStatus.OK) {
            throw new IllegalStateException();
          }
        }
        protecting += between - start;
        opening += System.nanoTime() - between;
      }
      long count = (long) PACKETS * ROUNDS / 2;
      System.out.printf(
          "%s: protect %d ns, open %d ns per 1200-byte packet%n",
          profile, protecting / count, opening / count);
    }
  }

  private static byte[] header(int sequenceNumber) {
    byte[] packet = Arrays.copyOf(new byte[] {(byte) 0x80, 96}, 1200);
    packet[2] = (byte) (sequenceNumber >>> 8);
    packet[3] = (byte) sequenceNumber;
    return packet;
  }
}
