package io.linkmic.node.mailbox;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jctools.queues.MpscArrayQueue;

/**
 * A bounded queue of messages for one receiver that runs on a shared pool: any thread posts, at
 * most one thread at a time receives, in order.
 */
public final class Mailbox<M> {
  // A turn ends after this many messages, so that one busy room does not keep the others waiting.
  private static final int MESSAGES_PER_TURN = 64;

  private final Queue<M> messages;
  private final Executor pool;
  private final Consumer<M> receiver;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean hurried;

  public Mailbox(int capacity, Executor pool, Consumer<M> receiver) {
    this.messages = new MpscArrayQueue<>(capacity);
    this.pool = pool;
    this.receiver = receiver;
  }

  /** False when {@code limit} messages wait already: this one is not taken. */
  public boolean post(M message, int limit) {
    hurried = true;
    return postWithoutHaste(message, limit) && schedule();
  }

  /** The same, but the message may wait for the next one that is in a hurry. */
  public boolean postWithoutHaste(M message, int limit) {
    return messages.size() < limit && messages.offer(message);
  }

  /** Whether something was in a hurry since the last call of this. One thread asks. */
  public boolean takeHurried() {
    boolean was = hurried;
    hurried = false;
    return was;
  }

  /** What waits is received now. */
  public void hasten() {
    if (!messages.isEmpty()) {
      var _ = schedule();
    }
  }

  private boolean schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        pool.execute(this::turn);
      } catch (RejectedExecutionException stopped) {
        // The node is stopping and this room has ended: what comes late has nobody to hear it.
        return false;
      }
    }
    return true;
  }

  private void turn() {
    int done = 0;
    M message;
    try {
      while (done++ < MESSAGES_PER_TURN && (message = messages.poll()) != null) {
        receiver.accept(message);
      }
    } finally {
      // Whatever the receiver threw: the next message must find a turn.
      scheduled.set(false);
      if (!messages.isEmpty()) {
        var _ = schedule();
      }
    }
  }
}
