package io.linkmic.testkit.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The clock and the only executor of a simulation: one heap ordered by time, then by order. */
public final class VirtualTime {
  /** Where every simulation begins; any fixed instant will do. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Event> heap =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private Instant now = START;
  private long order;

  public Instant now() {
    return now;
  }

  /** Runs {@code action} at {@code when}, or next if that is past. */
  public void at(Instant when, Runnable action) {
    heap.add(new Event(when.isBefore(now) ? now : when, order++, action));
  }

  public void after(Duration delay, Runnable action) {
    at(now.plus(delay), action);
  }

  /** Runs everything that is due until {@code duration} from now has passed. */
  public void runFor(Duration duration) {
    Instant end = now.plus(duration);
    for (Event next = heap.peek(); next != null && !next.at.isAfter(end); next = heap.peek()) {
      heap.poll();
      now = next.at;
      next.action.run();
    }
    now = end;
  }

  private record Event(Instant at, long order, Runnable action) {}
}
