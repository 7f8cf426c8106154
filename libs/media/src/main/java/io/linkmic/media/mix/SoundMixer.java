package io.linkmic.media.mix;

import java.util.Arrays;

/**
 * Sums the hosts of a room, 10 ms at a time: {@link #begin}, {@link #add} for each host that is
 * heard, then {@link #mix} for the audience and {@link #minus} for each host, once each.
 *
 * <p>The minus-one is taken before any limiter and has a limiter of its own: a loud voice neither
 * comes back to its speaker nor turns down what its speaker hears. Every output is {@link
 * #DELAY_SAMPLES} late, whether a limiter works or not, and never passes {@link #CEILING}; where
 * nothing passes it, outputs are the plain sums.
 *
 * <p>One thread; allocates only when constructed.
 */
public final class SoundMixer {

  /** Samples per channel of every block: 10 ms. */
  public static final int BLOCK_SAMPLES = 480;

  /** Length of the array of every block. */
  public static final int BLOCK_FLOATS = BLOCK_SAMPLES * 2;

  /** Samples by which every output trails the inputs: the 2 ms that the limiters look ahead. */
  public static final int DELAY_SAMPLES = 96;

  /** Largest magnitude that comes out: −0.1 dBFS. */
  public static final float CEILING = 0.98855f;

  /** 24 dB: more lifts the noise of a room to speech. */
  public static final float MOST_GAIN = 16;

  private final MixInput[] inputs;
  private final Limiter[] minusLimiters;
  private final Limiter limiter = new Limiter();
  private final float[] sum = new float[BLOCK_FLOATS];
  private long block;
  private boolean open;

  /**
   * A mixer in which nobody is heard yet.
   *
   * @param mostInputs slots are 0 to {@code mostInputs} − 1
   */
  public SoundMixer(int mostInputs) {
    inputs = new MixInput[mostInputs];
    minusLimiters = new Limiter[mostInputs];
    Arrays.setAll(inputs, slot -> new MixInput());
    Arrays.setAll(minusLimiters, slot -> new Limiter());
  }

  /** Opens the next block. */
  public void begin() {
    block++;
    open = true;
    for (MixInput input : inputs) {
      input.begin();
    }
  }

  /**
   * Puts one host's next 10 ms into the block. A slot that is not put in dies away within 5 ms by
   * itself, and is silent; when it is back, it comes up from silence within the block. Another host
   * may have the slot after a block without it.
   *
   * @param pcm interleaved stereo; borrowed for this call, not changed
   * @param fromSample the first sample to take, per channel
   * @param gain factor, 0 to {@link #MOST_GAIN}, reached at the end of the block
   */
  public void add(int slot, float[] pcm, int fromSample, float gain) {
    if (!open) {
      throw new IllegalStateException("no block is open");
    }
    if (!(gain >= 0 && gain <= MOST_GAIN)) {
      throw new IllegalArgumentException("gain " + gain);
    }
    inputs[slot].add(pcm, fromSample, gain);
  }

  /**
   * The full mix.
   *
   * @param out gets {@link #BLOCK_FLOATS} floats
   */
  public void mix(float[] out) {
    settle(out);
    System.arraycopy(sum, 0, out, 0, sum.length);
    limiter.process(out, block);
  }

  /**
   * The mix without one slot. A slot whose minus-one was not asked for in the block before begins
   * anew: its sound comes up from silence within the block.
   *
   * @param slot may be one that was not added
   * @param out gets {@link #BLOCK_FLOATS} floats
   */
  public void minus(int slot, float[] out) {
    settle(out);
    inputs[slot].takeFrom(sum, out);
    minusLimiters[slot].process(out, block);
  }

  private void settle(float[] out) {
    if (block == 0) {
      throw new IllegalStateException("no block is open");
    }
    if (out.length != BLOCK_FLOATS) {
      throw new IllegalArgumentException("block of " + out.length + " floats");
    }
    if (open) {
      open = false;
      Arrays.fill(sum, 0f);
      for (MixInput input : inputs) {
        input.settle();
        input.addTo(sum);
      }
    }
  }
}
