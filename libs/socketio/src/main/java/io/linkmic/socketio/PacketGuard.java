package io.linkmic.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.messages.PacketsMessage;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every packet of either transport, one by one, right before netty-socketio decodes it: only shapes
 * a Socket.IO v4 client sends, only as many as the socket's bucket has. One per connection.
 */
final class PacketGuard extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(PacketGuard.class);

  /** Engine.IO v4 puts it between the packets of one polling body. */
  private static final byte SEPARATOR = 0x1E;

  /** Refused requests in a row after which a socket is not misbehaving by mistake. */
  private static final int MAXIMUM_STRIKES = 100;

  private final Sockets sockets;
  private final Consumer<Refusal> refusals;
  private int strikes;

  PacketGuard(Sockets sockets, Consumer<Refusal> refusals) {
    this.sockets = sockets;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (!(message instanceof PacketsMessage packets)) {
      super.channelRead(ctx, message);
      return;
    }
    GuardedSocket socket = sockets.find(packets.getClient().getSessionId());
    if (socket == null) {
      return;
    }
    ByteBuf content = packets.getContent();
    if (packets.getTransport() == Transport.WEBSOCKET) {
      socket.carriedBy(ctx.channel());
      read(ctx, socket, packets, content);
      return;
    }
    // Split here: netty-socketio copies each part into a buffer that it never releases.
    boolean goesOn = true;
    while (goesOn && content.isReadable()) {
      int end = content.bytesBefore(SEPARATOR);
      goesOn =
          read(ctx, socket, packets, content.readSlice(end < 0 ? content.readableBytes() : end));
      if (content.isReadable()) {
        content.skipBytes(1);
      }
    }
  }

  /** False when the connection ends here. */
  private boolean read(
      ChannelHandlerContext ctx, GuardedSocket socket, PacketsMessage packets, ByteBuf packet) {
    ClientHead client = packets.getClient();
    if (packet.indexOf(packet.readerIndex(), packet.writerIndex(), SEPARATOR) >= 0) {
      return violation(ctx, socket, "several packets in one frame");
    }
    PacketShape shape = PacketShape.of(packet);
    if (shape.kind() == PacketShape.Kind.VIOLATION) {
      return violation(ctx, socket, shape.text());
    }
    boolean heartbeat = shape.kind() == PacketShape.Kind.HEARTBEAT;
    if (!socket.requests.tryTake() && !heartbeat) {
      return throttle(ctx, socket, client, shape);
    }
    switch (shape.kind()) {
      case CONNECT -> socket.markConnected();
      case EVENT, BAD_EVENT -> {
        if (!socket.connected()) {
          return violation(ctx, socket, "event before connect");
        }
      }
      default -> {}
    }
    return forward(ctx, packets, packet, shape);
  }

  private boolean forward(
      ChannelHandlerContext ctx, PacketsMessage packets, ByteBuf packet, PacketShape shape) {
    ClientHead client = packets.getClient();
    switch (shape.kind()) {
      case ACK -> {}
      case BAD_EVENT ->
          answer(client, shape, Answer.failed("bad-request", "An event is a JSON array."));
      case BAD_CONNECT ->
          connectError(client, "", "auth is an object of texts and numbers, without arrays.");
      case FOREIGN_NAMESPACE -> connectError(client, shape.text(), "Invalid namespace");
      case DISCONNECT, CLOSE -> {
        ctx.fireChannelRead(new PacketsMessage(client, packet, packets.getTransport()));
        // netty-socketio leaves the connection open and unwatched after a disconnect.
        if (packets.getTransport() == Transport.WEBSOCKET) {
          var _ = ctx.close();
        }
        return false;
      }
      case CONNECT, EVENT, HEARTBEAT, UPGRADE ->
          ctx.fireChannelRead(new PacketsMessage(client, packet, packets.getTransport()));
      case VIOLATION -> throw new IllegalStateException("judged before");
    }
    return true;
  }

  private boolean throttle(
      ChannelHandlerContext ctx, GuardedSocket socket, ClientHead client, PacketShape shape) {
    refusals.accept(Refusal.TOO_MANY_REQUESTS);
    if (++strikes > MAXIMUM_STRIKES) {
      return violation(ctx, socket, "too many requests");
    }
    if (shape.kind() == PacketShape.Kind.EVENT && shape.ackId() >= 0) {
      answer(
          client,
          shape,
          Answer.failed(
              "rate-limited",
              "Too many requests on this connection.",
              Duration.ofMillis(socket.requests.millisUntilNext()),
              null));
    }
    return true;
  }

  /** An answer that never reaches the door's code. Bounded by strikes and the bucket. */
  private static void answer(ClientHead client, PacketShape shape, Answer answer) {
    Packet packet = new Packet(PacketType.MESSAGE, client.getEngineIOVersion());
    if (shape.ackId() >= 0) {
      packet.setSubType(PacketType.ACK);
      packet.setAckId(shape.ackId());
      packet.setData(List.of(answer));
    } else if (answer.error() != null) {
      packet.setSubType(PacketType.EVENT);
      packet.setName("error");
      packet.setData(List.of(answer.error()));
    }
    var _ = client.send(packet);
  }

  private static void connectError(ClientHead client, String namespace, String message) {
    Packet packet = new Packet(PacketType.MESSAGE, client.getEngineIOVersion());
    packet.setSubType(PacketType.ERROR);
    packet.setNsp(namespace);
    packet.setData(Map.of("message", message));
    var _ = client.send(packet);
  }

  private boolean violation(ChannelHandlerContext ctx, GuardedSocket socket, String reason) {
    refusals.accept(Refusal.BAD_PACKET);
    log.debug("Connection ended: {}", reason);
    if (ctx.pipeline().get(WebSocketFrameEncoder.class) != null) {
      ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION, reason))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      socket.close();
    }
    return false;
  }
}
