package io.linkmic.node.signaling.socketio;

import static com.corundumstudio.socketio.SocketIOChannelInitializer.PACKET_HANDLER;

import io.linkmic.node.NodeProperties;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
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
  private final NodeProperties.SocketIo settings;
  private final AddressGate gate;
  private final SocketSessions sessions;
  private final LongSupplier nanoTime;

  /**
   * @param unguarded netty-socketio's initializer
   */
  GuardedPipeline(
      ChannelHandler unguarded,
      NodeProperties.SocketIo settings,
      AddressGate gate,
      SocketSessions sessions,
      LongSupplier nanoTime) {
    this.unguarded = unguarded;
    this.settings = settings;
    this.gate = gate;
    this.sessions = sessions;
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
            settings.messagesPerSecond() * FRAMES_PER_MESSAGE,
            settings.messageBurst() * FRAMES_PER_MESSAGE,
            nanoTime);
    pipeline.addBefore(
        PACKET_HANDLER,
        "handshakeGuard",
        new HandshakeGuard(gate, sessions, settings.allowedOrigins(), settings.joinTimeout()));
    pipeline.addBefore(PACKET_HANDLER, "frameGuard", new FrameGuard(frames));
    pipeline.addBefore(
        PACKET_HANDLER,
        "guardedAggregator",
        new WebSocketFrameAggregator((int) settings.maxPayload().toBytes()));
    pipeline.addBefore(PACKET_HANDLER, "packetGuard", new PacketGuard(sessions));
  }
}
