package io.linkmic.rtc.jitter;

import io.linkmic.rtc.codec.OpusFrame;
import java.time.Instant;

/** What an {@link AudioJitterBuffer} tells its owner, during the call that caused it. */
public interface AudioSink {
  /** Sound, in order. */
  void sound(OpusFrame frame, Instant arrivedAt);

  /** Packets below {@code sequence} are of no more use: nobody need ask for them again. */
  void released(long sequence);
}
