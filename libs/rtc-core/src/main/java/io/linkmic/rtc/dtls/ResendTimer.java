package io.linkmic.rtc.dtls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** RFC 6347 §4.2.4.1: when to send the last flight again. */
final class ResendTimer {
  // The RFC proposes 1 s; WebRTC stacks begin lower because the path is already known to ICE (its
  // round trip is below 200 ms for most hosts) and a lost flight delays the first picture.
  private static final Duration FIRST = Duration.ofMillis(200);

  // 12 resends within the 30 s of a handshake: enough for a path that is down for seconds.
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private Duration wait = FIRST;
  private @Nullable Instant due;

  @Nullable Instant due() {
    return due;
  }

  boolean isDue(Instant now) {
    return due != null && !now.isBefore(due);
  }

  void flightSent(Instant now) {
    wait = FIRST;
    due = now.plus(wait);
  }

  void resent(Instant now) {
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    due = now.plus(wait);
  }

  void stop() {
    due = null;
  }
}
