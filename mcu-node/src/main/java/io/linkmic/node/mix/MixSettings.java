package io.linkmic.node.mix;

import java.util.List;

/**
 * How this node mixes.
 *
 * @param encoders FFmpeg's names of those that may be used, the best first; empty for all known
 * @param decoders words of those that may be used, the best first; empty for all known
 * @param degradation what gives way on a machine that is too slow
 */
public record MixSettings(List<String> encoders, List<String> decoders, Degradation degradation) {
  public static final MixSettings DEFAULT =
      new MixSettings(List.of(), List.of(), Degradation.FRAME_RATE);

  public MixSettings {
    encoders = List.copyOf(encoders);
    decoders = List.copyOf(decoders);
  }

  /** What gives way. */
  public enum Degradation {
    /** Frames that come too late, each by itself. */
    NONE,
    /** The frame rate, evenly, by {@link Pace}. */
    FRAME_RATE
  }
}
