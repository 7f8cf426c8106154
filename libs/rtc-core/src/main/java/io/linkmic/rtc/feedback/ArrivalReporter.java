package io.linkmic.rtc.feedback;

import io.linkmic.rtc.rtcp.TransportFeedback;
import io.linkmic.rtc.rtcp.TransportFeedbackBuilder;
import io.linkmic.rtc.rtp.SequenceUnwrapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sender when each of its packets arrived
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 §4). A packet that comes after it was told
 * lost is told again, with all that followed it.
 */
public final class ArrivalReporter {
  /** libwebrtc's default between its bounds of 50 and 250 ms; half the cost of the lower one. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** Four seconds of 10 Mbit/s, a power of two: older arrivals help no estimate. */
  private static final int WINDOW = 4096;

  private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();

  /** Microseconds since {@code epoch}; 0 for a packet that did not come. */
  private final long[] arrivals = new long[WINDOW];

  private @Nullable Instant epoch;
  private @Nullable Instant dueAt;
  private long from;
  private long end;
  private int feedbackCount;

  /**
   * @param transportSequence 0–65535
   */
  public void arrived(int transportSequence, Instant now) {
    long sequence = unwrapper.unwrap(transportSequence);
    if (epoch == null) {
      // A millisecond earlier, because 0 means that nothing came.
      epoch = now.minusMillis(1);
      from = sequence;
      end = sequence;
    }
    if (sequence < end - WINDOW) {
      return;
    }
    for (long skipped = Math.max(end, sequence - WINDOW); skipped < sequence; skipped++) {
      arrivals[index(skipped)] = 0;
    }
    arrivals[index(sequence)] = Duration.between(epoch, now).toNanos() / 1000;
    end = Math.max(end, sequence + 1);
    from = Math.max(Math.min(from, sequence), end - WINDOW);
    if (dueAt == null) {
      dueAt = now.plus(INTERVAL);
    }
  }

  /** When {@link #poll} has something to tell; null if never. */
  public @Nullable Instant nextDue() {
    return dueAt;
  }

  /** What to send now: most often nothing, else one message, more if arrivals lie far apart. */
  public List<TransportFeedback> poll(Instant now, long senderSsrc, long mediaSsrc) {
    if (dueAt == null || now.isBefore(dueAt)) {
      return List.of();
    }
    dueAt = null;
    var messages = new ArrayList<TransportFeedback>(1);
    var builder = new TransportFeedbackBuilder(from);
    for (long sequence = from; sequence < end; sequence++) {
      long micros = arrivals[index(sequence)];
      if (micros == 0 || builder.received(sequence, micros)) {
        continue;
      }
      messages.add(builder.build(senderSsrc, mediaSsrc, feedbackCount++));
      builder = new TransportFeedbackBuilder(sequence);
      builder.received(sequence, micros);
    }
    if (!builder.isEmpty()) {
      messages.add(builder.build(senderSsrc, mediaSsrc, feedbackCount++));
    }
    from = end;
    return messages;
  }

  private static int index(long sequence) {
    return (int) sequence & (WINDOW - 1);
  }
}
