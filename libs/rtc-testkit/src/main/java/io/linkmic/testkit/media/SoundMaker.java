package io.linkmic.testkit.media;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.SplittableRandom;

/** Makes packets shaped like 20 ms of fullband stereo Opus. */
public final class SoundMaker {
  /** RFC 6716 §3.1: CELT, fullband, 20 ms (31), stereo, one frame. */
  private static final byte TOC = (byte) (31 << 3 | 1 << 2);

  private static final int SAMPLES = 960;

  private final SplittableRandom random;
  private final int size;
  private long number;

  public SoundMaker(int bitrate, long seed) {
    this.random = new SplittableRandom(seed);
    this.size = Math.max(16, bitrate / 8 / 50);
  }

  public OpusFrame next() {
    byte[] payload = new byte[size];
    random.nextBytes(payload);
    payload[0] = TOC;
    for (int i = 0; i < 8; i++) {
      payload[1 + i] = (byte) (number >>> (56 - 8 * i));
    }
    long timestamp = (number * SAMPLES) & 0xFFFFFFFFL;
    number++;
    return new OpusFrame(Bytes.wrap(payload), timestamp, SAMPLES, 0, 30);
  }

  /** The number that {@link #next} gave to this frame. */
  public static long numberOf(OpusFrame frame) {
    return frame.payload().i64(1);
  }
}
