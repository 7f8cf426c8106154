package io.linkmic.rtc.jitter;

import io.linkmic.rtc.codec.AccessUnit;
import java.time.Instant;

/** What a {@link VideoJitterBuffer} tells its owner, during the call that caused it. */
public interface VideoSink {
  /** A whole, decodable picture. */
  void picture(AccessUnit unit, Instant firstPacketAt, Instant lastPacketAt);

  /** Pictures are missing for good: nothing comes until the next IDR. */
  void broken(Instant at);

  /** Packets below {@code sequence} are of no more use: nobody need ask for them again. */
  void released(long sequence);
}
