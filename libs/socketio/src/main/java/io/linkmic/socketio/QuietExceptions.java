package io.linkmic.socketio;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong in netty-socketio: strangers' faults end their connection, ours are logged. */
final class QuietExceptions implements ExceptionListener {
  private static final Logger log = LoggerFactory.getLogger(QuietExceptions.class);

  private final Consumer<Refusal> refusals;

  QuietExceptions(Consumer<Refusal> refusals) {
    this.refusals = refusals;
  }

  @Override
  public boolean exceptionCaught(ChannelHandlerContext ctx, Throwable e) {
    switch (e) {
      case IOException io -> log.debug("Connection lost: {}", io.getMessage());
      case TooLongFrameException tooLong -> refusals.accept(Refusal.BAD_FRAME);
      case CodecException bad -> refusals.accept(Refusal.BAD_FRAME);
      default -> log.error("A Socket.IO door failed by our fault", e);
    }
    var _ = ctx.close();
    return true;
  }

  @Override
  public void onEventException(Exception e, List<Object> args, SocketIOClient client) {
    log.error("An event failed by our fault", e);
  }

  @Override
  public void onDisconnectException(Exception e, SocketIOClient client) {
    log.error("A disconnect failed by our fault", e);
  }

  @Override
  public void onConnectException(Exception e, SocketIOClient client) {
    log.error("A connect failed by our fault", e);
  }

  @Override
  @Deprecated
  public void onPingException(Exception e, SocketIOClient client) {
    log.error("A ping failed by our fault", e);
  }

  @Override
  public void onPongException(Exception e, SocketIOClient client) {
    log.error("A pong failed by our fault", e);
  }

  @Override
  public void onAuthException(Throwable e, SocketIOClient client) {
    log.error("A handshake failed by our fault", e);
  }
}
