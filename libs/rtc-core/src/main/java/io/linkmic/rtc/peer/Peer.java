package io.linkmic.rtc.peer;

import java.util.function.Consumer;

/** One WebRTC endpoint. Not thread-safe: one owner calls it. */
public interface Peer {
  /** Never throws on remote input; outputs are handed to {@code out} before this returns. */
  void handle(Input input, Consumer<Output> out);
}
