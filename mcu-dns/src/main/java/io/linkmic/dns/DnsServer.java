package io.linkmic.dns;

import io.linkmic.dns.http.DnsDoor;
import io.linkmic.dns.picture.PictureKeeper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Opens the door once pictures are being made, and closes it. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class DnsServer implements SmartLifecycle, DnsPort {
  private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
  // Connections that wait while a loop is busy; a show's start brings them in bursts.
  private static final int BACKLOG = 1_024;

  private final DnsProperties.Dns settings;
  private final DnsDoor door;
  private final PictureKeeper keeper;
  private @Nullable EventLoopGroup loops;
  private @Nullable Channel channel;

  DnsServer(DnsProperties.Dns settings, DnsDoor door, PictureKeeper keeper) {
    this.settings = settings;
    this.door = door;
    this.keeper = keeper;
  }

  @Override
  public void start() {
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            new DefaultThreadFactory("dns", false),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    loops = group;
    try {
      channel =
          new ServerBootstrap()
              .group(group)
              .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(door)
              .bind(settings.bindAddress(), settings.port())
              .sync()
              .channel();
    } catch (Exception e) {
      stop();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new Unusable(
          "mcu-dns's HTTP port "
              + settings.port()
              + " on "
              + settings.bindAddress()
              + " cannot be used: stop what listens there, or set linkmic.dns.port.",
          e);
    }
    keeper.start();
    LOG.info("mcu-dns: HTTP on {}:{}", settings.bindAddress(), port());
  }

  @Override
  public void stop() {
    EventLoopGroup running = loops;
    if (running == null) {
      return;
    }
    loops = null;
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
    keeper.close();
    running.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  public boolean isRunning() {
    return loops != null;
  }

  @Override
  public int port() {
    Channel open = channel;
    if (open == null) {
      throw new IllegalStateException("mcu-dns has not started");
    }
    return ((InetSocketAddress) open.localAddress()).getPort();
  }

  /** What was configured cannot be used; the message is the whole story. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
