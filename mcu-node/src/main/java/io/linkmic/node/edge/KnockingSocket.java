package io.linkmic.node.edge;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one peer that knocks at another node: all that comes is the peer's, which takes
 * only what comes from where its own checks were answered. The event loop only.
 */
final class KnockingSocket extends SimpleChannelInboundHandler<DatagramPacket> {
  private final EdgeCounters counters;
  private final MonotonicClock clock;
  private @Nullable EdgePeer peer;
  private @Nullable InetSocketAddress local;

  KnockingSocket(EdgeCounters counters, MonotonicClock clock) {
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * @param boundTo as the peer was told
   */
  void belongsTo(EdgePeer owner, InetSocketAddress boundTo) {
    peer = owner;
    local = boundTo;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    EdgePeer owner = peer;
    InetSocketAddress here = local;
    int length = packet.content().readableBytes();
    counters.datagramsIn.increment();
    counters.bytesIn.add(length);
    if (length == 0 || owner == null || here == null) {
      return;
    }
    byte[] data = new byte[length];
    packet.content().readBytes(data);
    Path path = new Path(here, packet.sender());
    owner.handle(new Input.Datagram(clock.now(), path, Bytes.wrap(data)));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // ICMP port-unreachable; the peer's consent timer decides.
  }
}
