package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.Path;
import java.util.function.Consumer;

/** Where everything inside a peer leaves its outputs while one input is handled. */
final class Outbox {
  private Consumer<Output> out = _ -> {};
  private long datagrams;
  private long bytes;

  void open(Consumer<Output> consumer) {
    out = consumer;
  }

  void send(Path path, Bytes data) {
    datagrams++;
    bytes += data.length();
    out.accept(new Output.Send(path, data));
  }

  void emit(PeerEvent event) {
    out.accept(new Output.Emit(event));
  }

  void wakeAt(Output.WakeAt wish) {
    out.accept(wish);
  }

  long datagrams() {
    return datagrams;
  }

  long bytes() {
    return bytes;
  }
}
