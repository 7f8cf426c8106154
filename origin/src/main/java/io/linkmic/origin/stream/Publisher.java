package io.linkmic.origin.stream;

import io.netty.channel.EventLoop;

/** The connection that publishes, as the stream sees it. */
public interface Publisher {

  EventLoop eventLoop();

  /** Another publisher took the stream over; called on {@link #eventLoop()}. */
  void superseded();
}
