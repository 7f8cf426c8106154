package io.linkmic.node.signaling.socketio;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import io.linkmic.node.NodeProperties;
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
 */
final class GuardedPipeline extends SocketIOChannelInitializer {
  /** A message of 64 KB comes in one frame, or in a few from proxies; never in dozens. */
  private static final int FRAMES_PER_MESSAGE = 4;

  private final NodeProperties.SocketIo settings;
  private final AddressGate gate;
  private final SocketSessions sessions;
  private final LongSupplier nanoTime;

  GuardedPipeline(
      NodeProperties.SocketIo settings,
      AddressGate gate,
      SocketSessions sessions,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.gate = gate;
    this.sessions = sessions;
    this.nanoTime = nanoTime;
  }

  @Override
  protected void addSocketioHandlers(ChannelPipeline pipeline) {
    super.addSocketioHandlers(pipeline);
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
