package io.linkmic.node.cluster;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.event.EventLog.NewEvent;
import io.linkmic.cluster.redis.RedisUnavailable;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to Redis, in the order in which they happened. While Redis is away they wait;
 * a write whose answer was lost is repeated, which the log notices. {@link #add} on any thread.
 */
final class EventOutbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventOutbox.class);
  // Ten minutes of a full node (500 rooms, an event each half minute) without Redis, in 5 MB.
  private static final int MOST = 10_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final EventLog log;
  private final BlockingDeque<NewEvent> waiting = new LinkedBlockingDeque<>(MOST);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong fenced = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;

  EventOutbox(EventLog log) {
    this.log = log;
    this.thread = Thread.ofPlatform().name("cluster-events").daemon().start(this::run);
  }

  void add(NewEvent event) {
    if (!waiting.offerLast(event)) {
      dropped.incrementAndGet();
    }
  }

  int waiting() {
    return waiting.size();
  }

  long dropped() {
    return dropped.get();
  }

  long fenced() {
    return fenced.get();
  }

  private void run() {
    try {
      while (!stopping || !waiting.isEmpty()) {
        NewEvent event = waiting.pollFirst(200, TimeUnit.MILLISECONDS);
        if (event != null) {
          write(event);
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("Events that still waited: {}", waiting.size());
    }
  }

  private void write(NewEvent event) throws InterruptedException {
    while (true) {
      try {
        if (log.append(event) == EventLog.Append.FENCED) {
          fenced.incrementAndGet();
        }
        return;
      } catch (RedisUnavailable e) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      } catch (RuntimeException bug) {
        LOG.error("An event of type {} cannot be written", event.type(), bug);
        return;
      }
    }
  }

  /** What waits still has a second to get out. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
