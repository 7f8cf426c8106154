package io.linkmic.rtc.dtls;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A coroutine: a body that runs on a thread of its own, but only while its owner waits for it.
 * Exactly one of the two runs at any time, so from outside it is a plain state machine and neither
 * side needs locks.
 */
final class Lockstep {
  // Backstop for an owner that forgot the coroutine without ending it: twice the longest handshake.
  private static final long MAX_WAIT_FOR_OWNER_SECONDS = 60;

  // A step is some milliseconds of cryptography. If the machine cannot do that in 10 s, the owner
  // (an event loop with other peers) goes on without it.
  private static final long MAX_STEP_SECONDS = 10;

  /**
   * Bodies whose thread has not ended, in the whole process: must be as many as live handshakes.
   */
  private static final AtomicInteger RUNNING = new AtomicInteger();

  private final Semaphore ownerMayRun = new Semaphore(0);
  private final Semaphore bodyMayRun = new Semaphore(0);
  private volatile boolean finished;
  private volatile boolean abandoned;

  /** Thrown inside the body when its owner has given it up. */
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super("given up by its owner", null, false, false);
    }
  }

  /** The body starts with the first {@link #resume}. It must not throw. */
  Lockstep(Runnable body) {
    RUNNING.incrementAndGet();
    // The one thread of rtc-core, docs/decisions/0002-dtls-in-lockstep.md.
    Thread.ofVirtual().name("dtls-handshake").start(() -> run(body));
  }

  private void run(Runnable body) {
    try {
      if (waitForOwner()) {
        body.run();
      }
    } catch (Abandoned e) {
      // Its stack is unwound; that was all.
    } finally {
      finished = true;
      RUNNING.decrementAndGet();
      ownerMayRun.release();
    }
  }

  static int running() {
    return RUNNING.get();
  }

  /** Owner's side: runs the body until it yields or ends; true while there is more to run. */
  boolean resume() {
    if (finished || abandoned) {
      return false;
    }
    bodyMayRun.release();
    if (!waitForBody()) {
      abandoned = true;
    }
    return !finished && !abandoned;
  }

  /** Owner's side: unwinds the body's stack and ends its thread. Harmless if it has ended. */
  void abandon() {
    if (!finished && !abandoned) {
      abandoned = true;
      bodyMayRun.release();
      waitForBody();
    }
  }

  boolean isRunnable() {
    return !finished && !abandoned;
  }

  /** Body's side: back to the owner until the next {@link #resume}. */
  void yieldToOwner() {
    ownerMayRun.release();
    if (!waitForOwner()) {
      throw new Abandoned();
    }
  }

  private boolean waitForOwner() {
    try {
      return bodyMayRun.tryAcquire(MAX_WAIT_FOR_OWNER_SECONDS, TimeUnit.SECONDS) && !abandoned;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The owner may be interrupted meanwhile (a shutdown); it waits to the end and says so then. */
  private boolean waitForBody() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_STEP_SECONDS);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ownerMayRun.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
