package io.linkmic.node.program;

import io.linkmic.media.mix.SoundInput;
import io.linkmic.media.mix.SoundMixer;
import io.linkmic.media.mix.SoundSink;
import io.linkmic.rtc.codec.OpusFrame;

/**
 * One host's sound on the {@link SoundDesk}: its decoder, and the samples that wait to be mixed.
 * Owns the decoder's native memory.
 */
final class DeskChannel implements AutoCloseable {
  // Of what was lined up, 0.3 s are from before; more is a host whose sound became late at once
  // after it was seen how quick it is.
  private static final int SKIPPED_FRAMES = 25;

  final Source source;
  final int slot;
  private final HostSound sound = new HostSound();
  private final SoundInput input;
  private final SoundSink heard = new Heard();
  // Up to here something else than silence was put in.
  private long loudUntil;
  private boolean begun;
  private int skipped;

  /**
   * @param position of the first sample that can still be mixed
   */
  DeskChannel(Source source, int slot, long position) {
    this.source = source;
    this.slot = slot;
    this.input = new SoundInput(position);
    this.loudUntil = position;
  }

  void frame(OpusFrame frame, long at) {
    if (!begun && at + frame.durationSamples() <= input.position() && ++skipped < SKIPPED_FRAMES) {
      return; // from before this host could be heard
    }
    begun = true;
    long moved = sound.frame(frame, at, source.audioMuted(), heard);
    if (moved != 0) {
      source.timeline().moveAudio(moved * 1_000_000 / SoundGrid.SAMPLE_RATE);
    }
  }

  /** Whether nothing but silence is to be expected until a frame comes. */
  boolean silent() {
    return sound.silent() || source.audioMuted();
  }

  boolean has(long position) {
    return input.has(position, SoundMixer.BLOCK_SAMPLES);
  }

  /** What was lost is concealed, then silent. */
  void fill(long until) {
    sound.silence(until, heard);
  }

  /** Whether the block has anything to hear. */
  boolean loud(long position) {
    return position < loudUntil;
  }

  void read(long position, float[] block) {
    input.read(position, block);
  }

  @Override
  public void close() {
    sound.close();
  }

  /** The input, with a note of what is not silence: silence need not be mixed. */
  private final class Heard implements SoundSink {
    @Override
    public long position() {
      return input.position();
    }

    @Override
    public void append(float[] pcm, int fromSample, int samples) {
      input.append(pcm, fromSample, samples);
      loudUntil = input.position();
    }

    @Override
    public void appendSilence(long samples) {
      input.appendSilence(samples);
    }
  }
}
