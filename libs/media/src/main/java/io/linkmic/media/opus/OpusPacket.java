package io.linkmic.media.opus;

/** What the first bytes of an Opus packet say (RFC 6716 §3.1, §3.2). */
public final class OpusPacket {

  /** Returned instead of a number of samples for bytes that are no Opus packet. */
  public static final int MALFORMED = -1;

  /** 120 ms at 48 kHz: no packet lasts longer (RFC 6716 §3.4 R5). */
  public static final int MAX_SAMPLES = 5760;

  /** 2.5 ms at 48 kHz: every duration is a multiple of it. */
  public static final int SHORTEST_SAMPLES = 120;

  /**
   * Samples by which decoded sound trails the RTP timestamp: the look-ahead of libopus as every
   * browser and FFmpeg use it (6.5 ms). A sample decoded at index i of the packet with timestamp t
   * was captured at t + i − 312.
   */
  public static final int ENCODER_LOOKAHEAD_SAMPLES = 312;

  /** The longest packet RFC 6716 can describe: 48 frames of 1275 bytes and their lengths. */
  static final int MAX_BYTES = 48 * 1275 + 2 + 48 * 2;

  private OpusPacket() {}

  /**
   * How long a packet lasts.
   *
   * @return samples per channel at 48 kHz, 120 to 5760, or {@link #MALFORMED}
   */
  public static int durationSamples(byte[] packet, int offset, int length) {
    if (length < 1 || length > MAX_BYTES) {
      return MALFORMED;
    }
    int frames =
        switch (packet[offset] & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> length < 2 ? 0 : packet[offset + 1] & 0x3f;
        };
    int samples = frames * frameSamples(packet[offset] & 0xff);
    return samples == 0 || samples > MAX_SAMPLES ? MALFORMED : samples;
  }

  /** Whether the packet was coded in stereo (the s bit of the TOC byte). */
  public static boolean isStereo(byte[] packet, int offset) {
    return (packet[offset] & 4) != 0;
  }

  /** RFC 6716 table 2: the five high bits of the TOC byte name mode, bandwidth and duration. */
  private static int frameSamples(int toc) {
    int config = toc >> 3;
    if (config < 12) {
      int[] silk = {480, 960, 1920, 2880};
      return silk[config & 3];
    }
    if (config < 16) {
      return (config & 1) == 0 ? 480 : 960;
    }
    return SHORTEST_SAMPLES << (config & 3);
  }
}
