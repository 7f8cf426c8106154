package io.linkmic.node.program;

import io.linkmic.media.audio.ClockDrift;
import io.linkmic.media.audio.Fade;
import io.linkmic.media.audio.Resampler;
import io.linkmic.media.mix.SoundSink;
import io.linkmic.media.opus.OpusDecoder;
import io.linkmic.media.opus.OpusPacket;
import io.linkmic.rtc.codec.OpusFrame;

/**
 * Places one host's Opus frames on a grid of samples by their timestamps: holes are recovered from
 * in-band FEC, concealed, then silent; overlaps are cut. Owns the decoder's native memory.
 */
final class HostSound implements AutoCloseable {
  // Timestamps of one stream are exact; what is within 10 ms is the stream going on.
  private static final long CONTIGUOUS = 480;
  // libopus' concealment fades out within 100 ms; after that silence is the same and cheaper.
  private static final long CONCEALABLE = 4800;
  // Two fades' length: concealment dies away before silence begins.
  private static final int TAIL = 2 * Fade.SAMPLES;
  // 1 s of frames that all lie in the past: the host's clock stood still, it is moved.
  private static final int STALE_FRAMES = 50;

  private final OpusDecoder decoder = new OpusDecoder();
  private final Resampler resampler = new Resampler();
  private final ClockDrift drift = new ClockDrift();
  private final float[] pcm = new float[OpusPacket.MAX_SAMPLES * 2];
  // 1 % more than a block: drift correction adds less.
  private final float[] fitted =
      new float[OpusPacket.MAX_SAMPLES * 2 + OpusPacket.MAX_SAMPLES / 50];
  private boolean silent = true;
  private int staleFrames;

  /**
   * Appends one frame.
   *
   * @param at where its first sample belongs, in samples of the grid
   * @param muted silence takes its place
   * @return samples by which the host's sound clock has to be moved on, almost always 0
   */
  long frame(OpusFrame frame, long at, boolean muted, SoundSink grid) {
    if (at - grid.position() > CONTIGUOUS) {
      fill(frame, at, grid);
    }
    int samples = decode(frame);
    int late = (int) Math.clamp(grid.position() - at, -CONTIGUOUS, Integer.MAX_VALUE);
    if (late > CONTIGUOUS) {
      return overlap(samples, late, muted, grid);
    }
    staleFrames = 0;
    if (samples > 0) {
      int adjustment = drift.adjustment(late, samples);
      int fitting = resampler.process(pcm, 0, samples, adjustment, fitted, 0);
      append(fitted, 0, fitting, muted, grid);
    }
    return 0;
  }

  /** Nothing came for too long: silence up to {@code until}. */
  void silence(long until, SoundSink grid) {
    long missing = until - grid.position();
    if (missing > 0) {
      if (!silent) {
        int samples = conceal(Math.min(missing, TAIL), grid);
        missing -= samples;
        silent = true;
      }
      grid.appendSilence(missing);
    }
  }

  boolean silent() {
    return silent;
  }

  private int decode(OpusFrame frame) {
    var payload = frame.payload();
    int samples = decoder.decode(payload.array(), payload.arrayOffset(), payload.length(), pcm, 0);
    if (samples == OpusPacket.MALFORMED) {
      samples = decoder.conceal(Math.max(OpusPacket.SHORTEST_SAMPLES, legal(frame)), pcm, 0);
    }
    return Math.max(0, samples);
  }

  /** Puts what can be had between the grid's end and {@code at}. */
  private void fill(OpusFrame next, long at, SoundSink grid) {
    if (!silent) {
      int fec = next.lostBefore() > 0 ? wholeSteps(Math.min(legal(next), at - grid.position())) : 0;
      conceal(Math.min(at - fec - grid.position(), CONCEALABLE), grid);
      grid.appendSilence(Math.max(0, at - fec - grid.position()));
      if (fec > 0) {
        var lost = next.payload();
        int samples = decoder.recover(lost.array(), lost.arrayOffset(), lost.length(), fec, pcm, 0);
        grid.append(pcm, 0, Math.max(0, samples));
      }
    }
    grid.appendSilence(Math.max(0, at - grid.position()));
  }

  private int conceal(long samples, SoundSink grid) {
    int whole = wholeSteps(samples);
    if (whole == 0) {
      return 0;
    }
    int made = Math.max(0, decoder.conceal(whole, pcm, 0));
    grid.append(pcm, 0, made);
    return made;
  }

  /** Cuts what lies before the grid's end; a host that stays behind for a second is moved. */
  private long overlap(int samples, int late, boolean muted, SoundSink grid) {
    if (late < samples) {
      append(pcm, late, samples - late, muted, grid);
    }
    if (++staleFrames < STALE_FRAMES) {
      return 0;
    }
    staleFrames = 0;
    return late;
  }

  private void append(float[] from, int at, int samples, boolean muted, SoundSink grid) {
    if (muted && silent) {
      grid.appendSilence(samples);
      return;
    }
    if (muted) {
      Fade.out(from, at * 2, Math.min(samples, Fade.SAMPLES));
      grid.append(from, at, Math.min(samples, Fade.SAMPLES));
      grid.appendSilence(Math.max(0, samples - Fade.SAMPLES));
    } else {
      if (silent) {
        Fade.in(from, at * 2, samples);
      }
      grid.append(from, at, samples);
    }
    silent = muted;
  }

  private static int legal(OpusFrame frame) {
    return wholeSteps(Math.min(frame.durationSamples(), OpusPacket.MAX_SAMPLES));
  }

  private static int wholeSteps(long samples) {
    return (int) Math.max(0, samples - samples % OpusPacket.SHORTEST_SAMPLES);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
