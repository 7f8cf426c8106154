package io.linkmic.node.edge;

import io.linkmic.rtc.peer.PeerEvent;

/** Hears what happens to one peer, on the edge's event loop: hand over, never block. */
@FunctionalInterface
public interface PeerListener {
  void on(PeerEvent event);
}
