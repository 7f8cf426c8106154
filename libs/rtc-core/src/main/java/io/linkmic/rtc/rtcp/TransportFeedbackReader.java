package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.Arrays;

/** Reads {@link TransportFeedback}: first all status chunks, then the deltas they announce. */
final class TransportFeedbackReader {
  static final int FIXED = 16;

  /** Packet status symbols, §3.1.1 of the draft. */
  static final int NOT_RECEIVED = 0;

  static final int SMALL_DELTA = 1;
  static final int LARGE_DELTA = 2;

  private TransportFeedbackReader() {}

  static Parsed<RtcpPacket> read(Bytes body) {
    if (body.length() < FIXED + 2) {
      return Parsed.malformed("rtcp: transport feedback cut off", body.length());
    }
    int count = body.u16(10);
    if (count == 0 || count > TransportFeedback.MAX_PACKETS) {
      return Parsed.malformed("rtcp: transport feedback of too many or no packets", 10);
    }
    int[] symbols = new int[count];
    int deltasAt = readChunks(body, symbols);
    if (deltasAt < 0 || !readDeltas(body, deltasAt, symbols)) {
      return Parsed.malformed("rtcp: transport feedback chunks or deltas cut off", body.length());
    }
    return Parsed.ok(
        new TransportFeedback(
            body.u32(0),
            body.u32(4),
            body.u16(8),
            body.i32(12) >> 8,
            body.u8(15),
            Arrivals.wrap(symbols)));
  }

  /** Returns where the deltas begin, or −1. */
  private static int readChunks(Bytes body, int[] symbols) {
    int at = FIXED;
    int done = 0;
    while (done < symbols.length) {
      if (at + 2 > body.length()) {
        return -1;
      }
      int chunk = body.u16(at);
      at += 2;
      int left = symbols.length - done;
      if (chunk >>> 15 == 0) {
        int run = Math.min(left, chunk & 0x1FFF);
        Arrays.fill(symbols, done, done + run, (chunk >>> 13) & 0x03);
        done += run;
      } else if ((chunk & 0x4000) == 0) {
        for (int i = 0; i < Math.min(left, 14); i++) {
          symbols[done + i] = (chunk >>> (13 - i)) & 0x01;
        }
        done += Math.min(left, 14);
      } else {
        for (int i = 0; i < Math.min(left, 7); i++) {
          symbols[done + i] = (chunk >>> (12 - 2 * i)) & 0x03;
        }
        done += Math.min(left, 7);
      }
    }
    return at;
  }

  /** Replaces each symbol by its delta. */
  private static boolean readDeltas(Bytes body, int from, int[] symbols) {
    int at = from;
    for (int i = 0; i < symbols.length; i++) {
      switch (symbols[i]) {
        case SMALL_DELTA -> {
          if (at + 1 > body.length()) {
            return false;
          }
          symbols[i] = body.u8(at);
          at += 1;
        }
        case LARGE_DELTA -> {
          if (at + 2 > body.length()) {
            return false;
          }
          symbols[i] = (short) body.u16(at);
          at += 2;
        }
        // Symbol 3 is reserved; libwebrtc reads it as "not received" too.
        default -> symbols[i] = Arrivals.LOST;
      }
    }
    return true;
  }
}
