package io.linkmic.origin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;

/** Event loops and listening sockets: native epoll where present, else NIO. */
final class Transport {
  /**
   * Bytes handed to a socket but not yet taken by the kernel; beyond it tags wait in the viewer's
   * own queue, where they can be dropped. Half a second of a 2.5 Mbit/s stream.
   */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 160 * 1024);

  /**
   * The kernel's own queue grows to megabytes, many seconds of a stream that could no longer be
   * dropped. A socket takes no more once this much was not even sent.
   */
  private static final long NOT_SENT_LOW_WATER = 256 * 1024;

  /** Waiting connections while a loop is busy; a crowd arrives in bursts. */
  private static final int BACKLOG = 1024;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup loops;

  Transport(int threads) {
    int count = threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    loops =
        new MultiThreadIoEventLoopGroup(
            count,
            new DefaultThreadFactory("origin", false),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** Listens; the exception is the bind's own. */
  Channel listen(String address, int port, ChannelHandler door, Duration deadPeerTimeout)
      throws InterruptedException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(door);
    if (epoll) {
      bootstrap
          .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, NOT_SENT_LOW_WATER)
          .childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) deadPeerTimeout.toMillis());
    }
    return bootstrap.bind(address, port).sync().channel();
  }

  /** Lets the loops finish what they have, for a moment. */
  void shutdown(Duration patience) {
    loops
        .shutdownGracefully(50, patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
