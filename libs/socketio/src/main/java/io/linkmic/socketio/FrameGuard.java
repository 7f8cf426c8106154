package io.linkmic.socketio;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.function.Consumer;

/**
 * WebSocket frames before they are put together: no binary ones, no reserved bits (compression), no
 * floods of tiny fragments or pings. One per connection.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
  private final TokenBucket frames;
  private final Consumer<Refusal> refusals;

  FrameGuard(TokenBucket frames, Consumer<Refusal> refusals) {
    this.frames = frames;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (!(message instanceof WebSocketFrame frame)) {
      super.channelRead(ctx, message);
      return;
    }
    if (frame instanceof BinaryWebSocketFrame) {
      refuse(ctx, frame, WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
    } else if (frame.rsv() != 0) {
      refuse(ctx, frame, WebSocketCloseStatus.PROTOCOL_ERROR);
    } else if (!(frame instanceof CloseWebSocketFrame) && !frames.tryTake()) {
      refuse(ctx, frame, WebSocketCloseStatus.POLICY_VIOLATION);
    } else if (frame instanceof PingWebSocketFrame) {
      // RFC 6455 §5.5.2; netty-socketio leaves pings unanswered. Not writable: let the pinger wait.
      if (ctx.channel().isWritable()) {
        var _ = ctx.writeAndFlush(new PongWebSocketFrame(frame.content()));
      } else {
        frame.release();
      }
    } else if (frame instanceof PongWebSocketFrame) {
      frame.release();
    } else {
      super.channelRead(ctx, message);
    }
  }

  private void refuse(
      ChannelHandlerContext ctx, WebSocketFrame frame, WebSocketCloseStatus status) {
    frame.release();
    refusals.accept(Refusal.BAD_FRAME);
    ctx.writeAndFlush(new CloseWebSocketFrame(status)).addListener(ChannelFutureListener.CLOSE);
  }
}
