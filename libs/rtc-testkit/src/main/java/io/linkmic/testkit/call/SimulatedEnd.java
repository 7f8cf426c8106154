package io.linkmic.testkit.call;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.Output;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.RtcPeer;
import io.linkmic.testkit.network.VirtualTime;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One peer in virtual time: its wake-ups are events of the heap. */
final class SimulatedEnd {
  private final VirtualTime time;
  private final RtcPeer peer;
  private final BiConsumer<Path, Bytes> send;
  private final Consumer<PeerEvent> events;
  private long wish;
  private long bytesOut;

  SimulatedEnd(
      VirtualTime time, RtcPeer peer, BiConsumer<Path, Bytes> send, Consumer<PeerEvent> events) {
    this.time = time;
    this.peer = peer;
    this.send = send;
    this.events = events;
  }

  RtcPeer peer() {
    return peer;
  }

  long bytesOut() {
    return bytesOut;
  }

  void handle(Input input) {
    peer.handle(input, this::accept);
  }

  private void accept(Output output) {
    switch (output) {
      case Output.Send(Path path, Bytes data) -> {
        bytesOut += data.length();
        // A copy, as the network makes one: the other side decrypts in place.
        send.accept(path, data.copy());
      }
      case Output.Emit(PeerEvent event) -> events.accept(event);
      case Output.WakeAt(Instant when, _) -> {
        long mine = ++wish;
        time.at(
            when,
            () -> {
              if (mine == wish) {
                handle(new Input.Wakeup(time.now()));
              }
            });
      }
    }
  }
}
