package io.linkmic.testkit.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * One direction of a path: byte queue, then a server of some capacity, then loss, then delay and
 * jitter. Bits already served stay served when the capacity changes.
 */
public final class Link {
  /** IPv4 and UDP headers, which take capacity too. */
  private static final int HEADERS = 28;

  private final VirtualTime time;
  private final SplittableRandom random;
  private final LossModel.Lottery loss;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private LinkConfig config;
  private int queuedBytes;

  private double headBitsLeft;
  private Instant servedUntil;
  private long generation;

  private Instant lastDelivery;
  private int dropNext;
  private long sent;
  private long lost;

  public Link(VirtualTime time, LinkConfig config, long seed) {
    this.time = time;
    this.config = config;
    this.random = new SplittableRandom(seed);
    this.loss = new LossModel.Lottery(config.loss(), random.split());
    this.servedUntil = time.now();
    this.lastDelivery = time.now();
  }

  /** Sends {@code bytes} on their way; {@code deliver} runs when, and if, they arrive. */
  public void send(int bytes, Runnable deliver) {
    sent++;
    if (config.bitsPerSecond() == 0) {
      propagate(deliver);
      return;
    }
    if (!queue.isEmpty() && queuedBytes + bytes > config.queueBytes()) {
      lost++;
      return;
    }
    queue.add(new Waiting(bytes, deliver));
    queuedBytes += bytes;
    if (queue.size() == 1) {
      beginHead();
    }
  }

  /** Changes the capacity from now on; 0 is not allowed while anything waits. */
  public void capacity(long bitsPerSecond) {
    if (!queue.isEmpty()) {
      serve();
    }
    config = config.withCapacity(bitsPerSecond, config.queueBytes());
    if (!queue.isEmpty()) {
      scheduleHead();
    }
  }

  /** Loses the next {@code count} datagrams whatever the model says. */
  public void dropNext(int count) {
    dropNext = count;
  }

  public long sent() {
    return sent;
  }

  public long lost() {
    return lost;
  }

  private void beginHead() {
    headBitsLeft = (queue.element().bytes + HEADERS) * 8.0;
    servedUntil = time.now();
    scheduleHead();
  }

  private void scheduleHead() {
    long mine = ++generation;
    long nanos = (long) Math.ceil(headBitsLeft * 1e9 / config.bitsPerSecond());
    time.after(
        Duration.ofNanos(nanos),
        () -> {
          if (mine == generation) {
            finishHead();
          }
        });
  }

  private void finishHead() {
    Waiting head = queue.remove();
    queuedBytes -= head.bytes;
    propagate(head.deliver);
    if (!queue.isEmpty()) {
      beginHead();
    }
  }

  private void serve() {
    double seconds = Duration.between(servedUntil, time.now()).toNanos() / 1e9;
    headBitsLeft = Math.max(0, headBitsLeft - seconds * config.bitsPerSecond());
    servedUntil = time.now();
  }

  private void propagate(Runnable deliver) {
    boolean loses = loss.losesNext();
    if (dropNext > 0) {
      dropNext--;
      loses = true;
    }
    if (loses) {
      lost++;
      return;
    }
    Instant when = time.now().plus(config.delay());
    long jitter = config.jitter().toNanos();
    if (jitter > 0) {
      when = when.plusNanos(random.nextLong(jitter + 1));
    }
    if (!config.reorder() && when.isBefore(lastDelivery)) {
      when = lastDelivery;
    }
    lastDelivery = when;
    time.at(when, deliver);
  }

  private record Waiting(int bytes, Runnable deliver) {}
}
