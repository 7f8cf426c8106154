package io.linkmic.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** netty-socketio's server, which says where it listens and stops without waiting four seconds. */
final class GuardedServer extends SocketIOServer {
  private @Nullable ServerBootstrap bootstrap;
  private volatile @Nullable Channel listening;

  private final UnaryOperator<ChannelHandler> guards;

  /**
   * @param guards puts the guards around netty-socketio's handlers of one connection
   */
  GuardedServer(Configuration configuration, UnaryOperator<ChannelHandler> guards) {
    super(configuration);
    this.guards = guards;
  }

  @Override
  protected void applyConnectionOptions(ServerBootstrap serverBootstrap) {
    super.applyConnectionOptions(serverBootstrap);
    bootstrap = serverBootstrap;
    serverBootstrap.childHandler(guards.apply(serverBootstrap.config().childHandler()));
    ChannelHandler keep =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            listening = channel;
          }
        };
    serverBootstrap.handler(keep);
  }

  int port() {
    Channel channel = listening;
    return channel != null && channel.localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : -1;
  }

  @Override
  public void stop() {
    ServerBootstrap started = bootstrap;
    if (started == null) {
      return;
    }
    // Without the default quiet period: the door's owner has said goodbye before it closes.
    hurry(started.config().group());
    hurry(started.config().childGroup());
    super.stop();
  }

  private static void hurry(@Nullable EventLoopGroup group) {
    if (group != null) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
