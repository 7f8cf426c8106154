package io.linkmic.media.mix;

/**
 * How loud each host is, as RFC 6464 says it: 0 (overload) to 127 (silence) −dBov of the RMS over
 * both channels. A full-scale sine is 3.
 *
 * <p>{@link #level} is for people to look at: it rises within 20 ms and falls by 27 dB a second.
 * {@link #blockLevel} is what the last block alone had, for {@link ActiveSpeaker}. One thread;
 * allocates only when constructed.
 */
public final class SoundMeter {

  /** Level of silence. */
  public static final int SILENCE = 127;

  // Shares of the new block's power in the mean, for time constants of 15 and 160 ms.
  private static final double RISE = 0.5;
  private static final double FALL = 0.06;

  private final double[] power;
  private final double[] blockPower;

  /**
   * A meter that shows silence.
   *
   * @param mostInputs slots are 0 to {@code mostInputs} − 1
   */
  public SoundMeter(int mostInputs) {
    power = new double[mostInputs];
    blockPower = new double[mostInputs];
  }

  /**
   * Takes a slot's next 10 ms.
   *
   * @param pcm interleaved stereo; borrowed for this call
   * @param fromSample the first sample of the block, per channel
   */
  public void measure(int slot, float[] pcm, int fromSample) {
    take(slot, meanSquare(pcm, fromSample * 2));
  }

  /** A slot's next 10 ms are silent. */
  public void silence(int slot) {
    take(slot, 0);
  }

  /** Another host takes the slot. */
  public void reset(int slot) {
    power[slot] = 0;
    blockPower[slot] = 0;
  }

  /** Smoothed, 0–127. */
  public int level(int slot) {
    return level(power[slot]);
  }

  /** Of the last 10 ms alone, 0–127. */
  public int blockLevel(int slot) {
    return level(blockPower[slot]);
  }

  private void take(int slot, double meanSquare) {
    // NaN and infinity would stay in the mean for ever; overload is as loud as it gets.
    double now = meanSquare <= 1 ? meanSquare : 1;
    blockPower[slot] = now;
    power[slot] += (now - power[slot]) * (now > power[slot] ? RISE : FALL);
  }

  /** Four sums, because one addition has to wait for the one before: 3 times as fast. */
  private static double meanSquare(float[] pcm, int from) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = from; i < from + SoundMixer.BLOCK_FLOATS; i += 4) {
      a += pcm[i] * pcm[i];
      b += pcm[i + 1] * pcm[i + 1];
      c += pcm[i + 2] * pcm[i + 2];
      d += pcm[i + 3] * pcm[i + 3];
    }
    return ((double) a + b + c + d) / SoundMixer.BLOCK_FLOATS;
  }

  private static int level(double meanSquare) {
    // Below 2e-13, −127 dBov; also keeps the logarithm finite.
    return meanSquare < 2e-13
        ? SILENCE
        : (int) Math.clamp(Math.round(-10 * Math.log10(meanSquare)), 0, SILENCE);
  }
}
