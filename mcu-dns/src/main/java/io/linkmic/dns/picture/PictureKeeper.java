package io.linkmic.dns.picture;

import io.linkmic.cluster.redis.RedisUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a picture every half second, whether Redis answers or not. Owns one thread. */
public final class PictureKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PictureKeeper.class);

  // Longer than a command may take; a stop that waits longer helps nobody.
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final PictureSource source;
  private final Consumer<Picture> screen;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Reading reading;
  private volatile boolean down;

  private record Reading(Picture picture, long atNanos) {}

  /**
   * @param screen is shown each picture, on this keeper's thread
   * @param interval between two; what an operator does shows after two of them at the latest
   */
  public PictureKeeper(
      PictureSource source, Consumer<Picture> screen, Duration interval, LongSupplier nanoTime) {
    this.source = source;
    this.screen = screen;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().name("picture").daemon(true).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        refresh();
      } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh() {
    try {
      Picture picture = source.read();
      reading = new Reading(picture, nanoTime.getAsLong());
      if (down) {
        down = false;
        LOG.info("Redis answers again");
      }
      screen.accept(picture);
    } catch (RedisUnavailable e) {
      if (!down) {
        down = true;
        LOG.warn("Redis does not answer; the last picture is served");
      }
      serveTheLast();
    } catch (RuntimeException e) {
      // Our fault, but one bad picture must not end all later ones.
      LOG.error("a picture could not be made", e);
      serveTheLast();
    }
  }

  private void serveTheLast() {
    Reading last = reading;
    if (last != null) {
      Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - last.atNanos);
      screen.accept(last.picture.later(Picture.Source.REDIS_DOWN, elapsed));
    }
  }

  /** Whether there is anything to answer from: from the first reading on, for good. */
  public boolean known() {
    return reading != null;
  }

  /** Since Redis was last read, in seconds; NaN before the first time. */
  public double ageSeconds() {
    Reading last = reading;
    return last == null ? Double.NaN : (nanoTime.getAsLong() - last.atNanos) / 1e9;
  }

  /** Leases known. */
  public int rooms() {
    return source.rooms();
  }

  @Override
  public void close() {
    stopped.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
