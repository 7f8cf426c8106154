package io.linkmic.rtc.feedback;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers NACKs from the history. On a lossy path one repetition per round trip is too slow for a
 * deadline of few round trips, so the loss seen in the NACKs themselves decides how many copies are
 * sent; the copies are spread so that one burst does not take them all.
 */
public final class Retransmitter {
  /** Copies lie a tenth of the round trip apart, at least this: a burst of three packets. */
  private static final Duration MIN_SPREAD = Duration.ofMillis(10);

  /** And at most this: the last copy must not come too late to be of use. */
  private static final Duration MAX_SPREAD = Duration.ofMillis(20);

  /** What may still be missing after the answer to a first request on a short path. */
  private static final double FIRST_RESIDUAL = 0.045;

  /** The same on a long path, where the deadline leaves room for no more than one more request. */
  private static final double LONG_PATH_RESIDUAL = 0.009;

  /** Three round trips and more fit into a deadline of half a second below this. */
  private static final Duration LONG_PATH = Duration.ofMillis(150);

  /** What may still be missing after the answer to a repeated request. */
  private static final double LATER_RESIDUAL = 0.005;

  /** 30 % loss needs five; more is no random loss but a full queue, where copies only harm. */
  private static final int MAX_COPIES = 5;

  /** As many as a receiver may have outstanding. */
  private static final int MAX_QUEUED = 1000;

  private final PacketHistory history = new PacketHistory();
  private final LossEstimate loss = new LossEstimate();
  private final PriorityQueue<Repeat> queue =
      new PriorityQueue<>(Comparator.comparing(Repeat::at).thenComparingLong(Repeat::order));
  private long order;

  /** Every packet as it is first sent, plain and as the datagram it became. */
  public void sent(RtpPacket packet, Bytes datagram, Instant now) {
    history.sent(packet, datagram, now);
    loss.sent();
  }

  /** The receiver misses a packet. */
  public void requested(int sequenceNumber, Instant now, RoundTripTime rtt) {
    var sent = history.find(sequenceNumber, now);
    if (sent == null
        || (sent.repeatedAt != null && now.isBefore(sent.repeatedAt.plus(guard(rtt))))) {
      return;
    }
    if (sent.requests == 0) {
      loss.lost();
    }
    // Copies keep a full queue full: 800 kbit/s stayed jammed for seconds after the picture had
    // shrunk to 450.
    int copies = rtt.queueing() ? 1 : copies(loss.fraction(), residual(sent.requests, rtt));
    sent.requests++;
    sent.repeatedAt = now;
    Duration spread = spread(rtt);
    for (int copy = 0; copy < copies && queue.size() < MAX_QUEUED; copy++) {
      queue.add(new Repeat(now.plus(spread.multipliedBy(copy)), order++, sent));
    }
  }

  /** When {@link #poll} has something to send; null if never. */
  public @Nullable Instant nextDue() {
    Repeat next = queue.peek();
    return next == null ? null : next.at;
  }

  /** Hands out the packets to repeat now, plain and as the datagrams they were. */
  public void poll(Instant now, BiConsumer<RtpPacket, Bytes> send) {
    for (Repeat next = queue.peek(); next != null && !next.at.isAfter(now); next = queue.peek()) {
      queue.poll();
      send.accept(next.sent.packet, next.sent.datagram);
    }
  }

  /** A request sooner than this after an answer has crossed the answer on its way. */
  private static Duration guard(RoundTripTime rtt) {
    return rtt.measured() ? rtt.get().multipliedBy(3).dividedBy(4) : MIN_SPREAD;
  }

  private static Duration spread(RoundTripTime rtt) {
    Duration tenth = rtt.get().dividedBy(10);
    if (tenth.compareTo(MIN_SPREAD) < 0) {
      return MIN_SPREAD;
    }
    return tenth.compareTo(MAX_SPREAD) > 0 ? MAX_SPREAD : tenth;
  }

  private static double residual(int requestsBefore, RoundTripTime rtt) {
    if (requestsBefore > 0) {
      return LATER_RESIDUAL;
    }
    return rtt.get().compareTo(LONG_PATH) < 0 ? FIRST_RESIDUAL : LONG_PATH_RESIDUAL;
  }

  /** How many copies leave at most {@code residual} of the packets missing. */
  static int copies(double loss, double residual) {
    int copies = 1;
    for (double missing = loss; missing > residual && copies < MAX_COPIES; missing *= loss) {
      copies++;
    }
    return copies;
  }

  private record Repeat(Instant at, long order, PacketHistory.Sent sent) {}
}
