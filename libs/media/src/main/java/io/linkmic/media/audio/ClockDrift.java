package io.linkmic.media.audio;

/**
 * Decides by how many samples a block is stretched or squeezed so that sound follows its mapped
 * time. Starts only when the error is worth it, and then goes on until it is gone.
 */
public final class ClockDrift {

  /**
   * 5 ms: ears put up with 20 (EBU R37 allows 40 early, 60 late); jitter of the mapping stays
   * below.
   */
  private static final int START_SAMPLES = 240;

  /** 0.5 ms: nearer is not measurable and would only flutter. */
  private static final int STOP_SAMPLES = 24;

  /** 0.4 % of the speed is a pitch change of 7 cents, which nobody hears in passing. */
  private static final int LARGEST_SHARE = 250;

  /** 150 ms would take 37 s to slew: better one fade and a jump. */
  private static final int JUMP_SAMPLES = 7200;

  private boolean correcting;

  /**
   * How to change the next block.
   *
   * @param lateSamples where the sound would come out minus where it belongs: positive when it
   *     comes too late and must be squeezed
   * @param blockSamples samples per channel of the block
   * @return samples to add (positive) or to take away (negative)
   */
  public int adjustment(long lateSamples, int blockSamples) {
    long error = Math.abs(lateSamples);
    if (error <= (correcting ? STOP_SAMPLES : START_SAMPLES)) {
      correcting = false;
      return 0;
    }
    correcting = true;
    int step = (int) Math.min(error, Math.max(1, blockSamples / LARGEST_SHARE));
    return lateSamples > 0 ? -step : step;
  }

  /** Whether the error is beyond slewing. */
  public static boolean mustJump(long lateSamples) {
    return Math.abs(lateSamples) > JUMP_SAMPLES;
  }
}
