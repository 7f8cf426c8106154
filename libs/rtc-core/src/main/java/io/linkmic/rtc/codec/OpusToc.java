package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;

/**
 * RFC 6716 §3.1: the first byte of an Opus packet.
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * | config  |s| c |
 * </pre>
 *
 * @param config 0–31: mode, bandwidth and frame size
 * @param channels 1 or 2
 * @param frameCount 1 to 48
 * @param frameSamples of one frame at 48 kHz: 120 to 2880
 */
public record OpusToc(int config, int channels, int frameCount, int frameSamples) {
  /** RFC 6716 §3.2.5 [R5]: a packet holds at most 120 ms. */
  public static final int MAX_SAMPLES = 5760;

  // What a decoder takes for "nothing was sent here": a TOC and at most one byte.
  private static final int DTX_SIZE = 2;

  public static Parsed<OpusToc> parse(Bytes packet) {
    if (packet.isEmpty()) {
      return Parsed.malformed("opus: empty packet", 0);
    }
    int toc = packet.u8(0);
    int code = toc & 0x03;
    if (code == 1 && (packet.length() & 1) == 0) {
      return Parsed.malformed("opus: two equal frames of odd size", 0); // [R3]
    }
    if (code == 3 && packet.length() < 2) {
      return Parsed.malformed("opus: no frame count", 1); // [R6, R7]
    }
    int count =
        switch (code) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> packet.u8(1) & 0x3F;
        };
    int config = toc >>> 3;
    int samples = frameSamples(config);
    if (count == 0 || count * samples > MAX_SAMPLES) {
      return Parsed.malformed("opus: no frame or more than 120 ms", 1);
    }
    return Parsed.ok(new OpusToc(config, (toc & 0x04) == 0 ? 1 : 2, count, samples));
  }

  /** Length of the whole packet at 48 kHz. */
  public int durationSamples() {
    return frameCount * frameSamples;
  }

  /** RFC 7587 §3.1.3: a packet that only says that there is silence. */
  public static boolean isDtx(Bytes packet) {
    return packet.length() <= DTX_SIZE;
  }

  /** RFC 6716 table 2. */
  private static int frameSamples(int config) {
    int size = config & 0x03;
    if (config < 12) {
      return size == 3 ? 2880 : 480 << size; // SILK: 10, 20, 40, 60 ms
    }
    if (config < 16) {
      return 480 << (size & 1); // hybrid: 10, 20 ms
    }
    return 120 << size; // CELT: 2.5, 5, 10, 20 ms
  }
}
