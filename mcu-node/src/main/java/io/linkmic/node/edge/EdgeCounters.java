package io.linkmic.node.edge;

import java.util.concurrent.atomic.LongAdder;

/** What the socket saw, for metrics. Written by the event loop, read by any thread. */
public final class EdgeCounters {
  final LongAdder datagramsIn = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder datagramsOut = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder unknownSender = new LongAdder();
  final LongAdder unknownUfrag = new LongAdder();
  final LongAdder peerFaults = new LongAdder();

  public long datagramsIn() {
    return datagramsIn.sum();
  }

  public long bytesIn() {
    return bytesIn.sum();
  }

  public long datagramsOut() {
    return datagramsOut.sum();
  }

  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Datagrams that are no STUN from an address no peer uses. */
  public long unknownSender() {
    return unknownSender.sum();
  }

  /** STUN for a user name fragment no peer has. */
  public long unknownUfrag() {
    return unknownUfrag.sum();
  }

  /** Exceptions out of a peer: our bugs, each of which cost one peer. */
  public long peerFaults() {
    return peerFaults.sum();
  }
}
