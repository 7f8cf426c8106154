package io.linkmic.node.edge;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.Output;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.PeerStats;
import io.linkmic.rtc.peer.RtcPeer;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer at the edge: its timer, its addresses, its listener. The public methods may be called
 * from any thread; all else happens on the event loop.
 */
public final class EdgePeer {
  private static final Logger LOG = LoggerFactory.getLogger(EdgePeer.class);
  // A phone that changes between Wi-Fi and cellular uses two or three addresses at a time.
  private static final int MAX_ADDRESSES = 8;

  private final UdpEdge edge;
  private final RtcPeer peer;
  private final PeerListener listener;
  final @Nullable Channel socket;
  final Set<InetSocketAddress> addresses = new LinkedHashSet<>();
  final Set<String> ufrags = new LinkedHashSet<>();
  private @Nullable Instant wakeAt;
  private volatile PeerStats stats;
  private boolean closed;

  /**
   * @param socket what it sends from; null for the edge's
   */
  EdgePeer(
      UdpEdge edge, RtcPeer peer, String ufrag, @Nullable Channel socket, PeerListener listener) {
    this.edge = edge;
    this.peer = peer;
    this.socket = socket;
    this.listener = listener;
    this.stats = peer.stats();
    ufrags.add(ufrag);
  }

  /** Asks the sender for a key frame. */
  public void requestKeyFrame(String mid) {
    edge.run(() -> handle(new Input.RequestKeyFrame(edge.clock().now(), mid)));
  }

  /** Runs something on the edge's event loop; what it sends leaves together. */
  public void atEdge(Runnable action) {
    edge.run(action);
  }

  /** The event loop only. {@code capturedAt}: as in {@link Input.SendVideo}. */
  public void sendVideo(String mid, AccessUnit unit, Instant capturedAt) {
    handle(new Input.SendVideo(edge.clock().now(), mid, unit, capturedAt));
  }

  /** The event loop only. {@code capturedAt}: as in {@link Input.SendAudio}. */
  public void sendAudio(String mid, OpusFrame frame, Instant capturedAt) {
    handle(new Input.SendAudio(edge.clock().now(), mid, frame, capturedAt));
  }

  /** The event loop only. Whether the node's socket takes nothing more at the moment. */
  public boolean blocked() {
    return edge.blocked();
  }

  /** RFC 8445 §9: both sides' new credentials. */
  public void restartIce(IceCredentials local, IceCredentials remote) {
    edge.run(() -> {
      edge.alsoKnownAs(this, local.ufrag());
      handle(new Input.RestartIce(edge.clock().now(), local, remote));
    });
  }

  /** Says good-bye and forgets the peer; the listener hears {@link PeerEvent.Closed} once. */
  public void close() {
    edge.run(() -> handle(new Input.Close(edge.clock().now())));
  }

  /** Figures at most a quarter of a second old. */
  public PeerStats stats() {
    return stats;
  }

  void refreshStats() {
    stats = peer.stats();
  }

  @Nullable Instant wakeAt() {
    return wakeAt;
  }

  void wake(Instant now) {
    Instant due = wakeAt;
    if (due != null && !now.isBefore(due)) {
      wakeAt = null;
      handle(new Input.Wakeup(now));
    }
  }

  void handle(Input input) {
    if (closed) {
      return;
    }
    try {
      peer.handle(input, this::act);
    } catch (RuntimeException bug) {
      // An exception out of a peer is our bug, never bad input; it may cost this peer, nobody else.
      edge.counters().peerFaults.increment();
      LOG.error("Peer failed and is closed", bug);
      finish(new PeerEvent.Closed(input.now(), PeerEvent.CloseReason.LOCAL));
    }
  }

  private void act(Output output) {
    switch (output) {
      case Output.Send(var path, Bytes data) -> edge.send(this, path.remote(), data);
      case Output.WakeAt(Instant when, var why) -> {
        wakeAt = when;
        edge.wakeAt(when);
      }
      case Output.Emit(PeerEvent.Closed end) -> finish(end);
      case Output.Emit(PeerEvent event) -> listener.on(event);
    }
  }

  private void finish(PeerEvent.Closed end) {
    if (!closed) {
      closed = true;
      refreshStats();
      edge.forget(this);
      listener.on(end);
    }
  }

  /**
   * Notes that this address belongs to the peer.
   *
   * @return the oldest one when there are too many: the peer has it no longer. If that was in use
   *     after all, the next datagram to it brings it back.
   */
  @Nullable InetSocketAddress owns(InetSocketAddress address) {
    if (!addresses.add(address) || addresses.size() <= MAX_ADDRESSES) {
      return null;
    }
    InetSocketAddress oldest = addresses.iterator().next();
    addresses.remove(oldest);
    return oldest;
  }
}
