package io.linkmic.media.mix;

import java.util.Arrays;

/**
 * One host's sound on its way to the mixer: a ring over the newest {@link #CAPACITY_SAMPLES} that
 * stand at positions of the room's sound grid.
 *
 * <p>Nobody waits for anybody. A reader who is ahead gets silence; what is appended afterwards
 * below the position it has read up to is past, and dropped. A writer who is ahead by more than the
 * capacity overwrites the oldest. Either way the writer's position goes on exactly, so that the
 * sound stays at its time.
 */
public final class SoundInput implements SoundSink {

  /**
   * 1 s: the longest a host's sound is held back for lips or for the network; more is a fault that
   * has to be heard once, not kept.
   */
  public static final int CAPACITY_SAMPLES = 48_000;

  private final float[] ring = new float[CAPACITY_SAMPLES * 2];
  private final long start;
  private long position;
  private long read;

  /**
   * Begins empty.
   *
   * @param start where the first sample will stand; nothing before it is ever there
   */
  public SoundInput(long start) {
    this.start = start;
    this.position = start;
    this.read = start;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void append(float[] pcm, int fromSample, int samples) {
    if (samples < 0 || fromSample < 0 || (long) fromSample + samples > pcm.length / 2) {
      throw new IllegalArgumentException(samples + " samples from " + fromSample);
    }
    // The past is dropped, and of more than the ring holds only the end would remain.
    long gone = Math.max(read - position, samples - CAPACITY_SAMPLES);
    int skipped = (int) Math.clamp(gone, 0, samples);
    silenceInRing(position, skipped);
    int length = samples - skipped;
    int at = index(position + skipped);
    int first = Math.min(length, CAPACITY_SAMPLES - at);
    System.arraycopy(pcm, (fromSample + skipped) * 2, ring, at * 2, first * 2);
    System.arraycopy(pcm, (fromSample + skipped + first) * 2, ring, 0, (length - first) * 2);
    position += samples;
  }

  @Override
  public void appendSilence(long samples) {
    if (samples < 0) {
      throw new IllegalArgumentException(samples + " samples of silence");
    }
    silenceInRing(position, samples);
    position += samples;
  }

  /** Whether all of {@code samples} from {@code from} on has come and is still held. */
  public boolean has(long from, int samples) {
    return from >= oldest() && from + samples <= position;
  }

  /**
   * Copies a block out; everything before its end is past from now on. Where sound meets silence it
   * is cut: the writer, who can conceal and fade, fills what is missing before it is read. A block
   * of which nothing has come is better not added to the mixer, which then lets the host die away.
   *
   * @param from position of the block's first sample
   * @param out filled completely: with the sound where there is some, else with silence
   * @return samples per channel that had come; fewer than the block has means silence in part of it
   */
  public int read(long from, float[] out) {
    int samples = out.length / 2;
    read = Math.max(read, from + samples);
    int begin = (int) Math.clamp(oldest() - from, 0, samples);
    int end = (int) Math.clamp(position - from, begin, samples);
    Arrays.fill(out, 0, begin * 2, 0f);
    Arrays.fill(out, end * 2, out.length, 0f);
    int at = index(from + begin);
    int first = Math.min(end - begin, CAPACITY_SAMPLES - at);
    System.arraycopy(ring, at * 2, out, begin * 2, first * 2);
    System.arraycopy(ring, 0, out, (begin + first) * 2, (end - begin - first) * 2);
    return end - begin;
  }

  private long oldest() {
    return Math.max(start, position - CAPACITY_SAMPLES);
  }

  private void silenceInRing(long from, long samples) {
    int length = (int) Math.min(samples, CAPACITY_SAMPLES);
    int at = index(from + samples - length);
    int first = Math.min(length, CAPACITY_SAMPLES - at);
    Arrays.fill(ring, at * 2, (at + first) * 2, 0f);
    Arrays.fill(ring, 0, (length - first) * 2, 0f);
  }

  private static int index(long position) {
    return (int) Math.floorMod(position, (long) CAPACITY_SAMPLES);
  }
}
