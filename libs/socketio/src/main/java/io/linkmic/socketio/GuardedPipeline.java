package io.linkmic.socketio;

import static com.corundumstudio.socketio.SocketIOChannelInitializer.PACKET_HANDLER;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * netty-socketio's pipeline with the guards before everything that reads a stranger's bytes but the
 * HTTP and WebSocket codecs:
 *
 * <pre>
 *   http codec → http aggregator → HandshakeGuard → FrameGuard → frame aggregator → PacketGuard →
 *   netty-socketio's packet handler, authorize handler, transports, encoder
 * </pre>
 *
 * netty-socketio's transports put packets back at the head of the pipeline, so PacketGuard sees
 * them whichever transport they came by.
 *
 * <p>This handler stands before netty-socketio's own initializer, which fills the pipeline once the
 * channel is registered, and adds the guards when it becomes active.
 */
@ChannelHandler.Sharable
final class GuardedPipeline extends ChannelInboundHandlerAdapter {
  /** A message of 64 KB comes in one frame, or in a few from proxies; never in dozens. */
  private static final int FRAMES_PER_MESSAGE = 4;

  private final ChannelHandler unguarded;
  private final DoorLimits limits;
  private final AddressGate gate;
  private final Sockets sockets;
  private final Consumer<Refusal> refusals;
  private final LongSupplier nanoTime;

  /**
   * @param unguarded netty-socketio's initializer
   */
  GuardedPipeline(
      ChannelHandler unguarded,
      DoorLimits limits,
      AddressGate gate,
      Sockets sockets,
      Consumer<Refusal> refusals,
      LongSupplier nanoTime) {
    this.unguarded = unguarded;
    this.limits = limits;
    this.gate = gate;
    this.sockets = sockets;
    this.refusals = refusals;
    this.nanoTime = nanoTime;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline().addLast(unguarded);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    guard(ctx.pipeline());
    super.channelActive(ctx);
  }

  private void guard(ChannelPipeline pipeline) {
    TokenBucket frames =
        new TokenBucket(
            limits.messagesPerSecond() * FRAMES_PER_MESSAGE,
            limits.messageBurst() * FRAMES_PER_MESSAGE,
            nanoTime);
    pipeline.addBefore(
        PACKET_HANDLER,
        "handshakeGuard",
        new HandshakeGuard(gate, sockets, limits.allowedOrigins(), limits.joinTimeout(), refusals));
    pipeline.addBefore(PACKET_HANDLER, "frameGuard", new FrameGuard(frames, refusals));
    pipeline.addBefore(
        PACKET_HANDLER,
        "guardedAggregator",
        new WebSocketFrameAggregator(limits.maxPayloadBytes()));
    pipeline.addBefore(PACKET_HANDLER, "packetGuard", new PacketGuard(sockets, refusals));
  }
}
