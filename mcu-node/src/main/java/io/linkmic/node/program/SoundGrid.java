package io.linkmic.node.program;

import io.linkmic.media.aac.AacEncoder;
import io.linkmic.media.aac.AacSettings;
import io.linkmic.media.mix.SoundSink;
import io.linkmic.rtc.bytes.Bytes;

/**
 * The program's sound: one AAC encoder that is never interrupted, fed sample after sample without a
 * hole. Position 0 is the program's beginning; positions count samples per channel at 48 kHz.
 *
 * <p>Owns the encoder's native memory.
 */
final class SoundGrid implements SoundSink, AutoCloseable {
  static final int SAMPLE_RATE = 48_000;

  /** Takes AAC frames. */
  interface Sink {
    /**
     * @param position of the first sample a player makes of it
     */
    void aac(Bytes frame, long position);
  }

  private final AacEncoder encoder;
  private final Sink sink;
  private final float[] frame = new float[AacEncoder.FRAME_SAMPLES * 2];
  private int filled;
  private long position;

  SoundGrid(int bitrate, Sink sink) {
    this.encoder = new AacEncoder(AacSettings.stereo(bitrate));
    this.sink = sink;
  }

  Bytes audioSpecificConfig() {
    byte[] config = new byte[encoder.audioSpecificConfig().remaining()];
    encoder.audioSpecificConfig().get(config);
    return Bytes.wrap(config);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void append(float[] pcm, int from, int samples) {
    int done = 0;
    while (done < samples) {
      int n = Math.min(samples - done, AacEncoder.FRAME_SAMPLES - filled);
      System.arraycopy(pcm, (from + done) * 2, frame, filled * 2, n * 2);
      advance(n);
      done += n;
    }
  }

  @Override
  public void appendSilence(long samples) {
    long done = 0;
    while (done < samples) {
      int n = (int) Math.min(samples - done, AacEncoder.FRAME_SAMPLES - filled);
      java.util.Arrays.fill(frame, filled * 2, (filled + n) * 2, 0f);
      advance(n);
      done += n;
    }
  }

  private void advance(int samples) {
    filled += samples;
    position += samples;
    if (filled == AacEncoder.FRAME_SAMPLES) {
      filled = 0;
      encoder.encode(frame, 0, this::encoded);
    }
  }

  private void encoded(byte[] data, int length, long at) {
    // The encoder's first packet only primes decoders: it stands before the program's beginning.
    if (at >= 0) {
      byte[] copy = new byte[length];
      System.arraycopy(data, 0, copy, 0, length);
      sink.aac(Bytes.wrap(copy), at);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
