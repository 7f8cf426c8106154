package io.linkmic.media.mix;

/**
 * Takes sound sample after sample without a hole: what is not there is put in as silence. Positions
 * count samples per channel at 48 kHz. One thread.
 */
public interface SoundSink {

  /** Where the next sample will stand. */
  long position();

  /**
   * Appends samples.
   *
   * @param pcm interleaved stereo; borrowed for this call
   * @param fromSample the first sample to take, per channel
   * @param samples per channel
   */
  void append(float[] pcm, int fromSample, int samples);

  /**
   * Appends silence.
   *
   * @param samples per channel, not negative
   */
  void appendSilence(long samples);
}
