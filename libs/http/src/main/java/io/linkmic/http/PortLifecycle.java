package io.linkmic.http;

import org.springframework.context.SmartLifecycle;

/**
 * A port besides HTTP's: opens before that and closes after it, so that a taken port leaves nothing
 * half-started and nobody is sent to a port that is shut already.
 */
public final class PortLifecycle implements SmartLifecycle {
  // The web server starts in the highest phase but one; lower ones come first and go last.
  private static final int BEFORE_HTTP = 1000;

  private final Runnable open;
  private final Runnable close;
  private volatile boolean running;

  public PortLifecycle(Runnable open, Runnable close) {
    this.open = open;
    this.close = close;
  }

  @Override
  public void start() {
    open.run();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    close.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return BEFORE_HTTP;
  }
}
