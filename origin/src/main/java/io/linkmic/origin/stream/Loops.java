package io.linkmic.origin.stream;

import io.netty.util.concurrent.EventExecutor;

/** Runs a task where it belongs. */
final class Loops {
  private Loops() {}

  /** At once when already on {@code loop}, else as a task of it, in order. */
  static void on(EventExecutor loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }
}
