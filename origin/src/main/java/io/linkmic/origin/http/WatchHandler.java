package io.linkmic.origin.http;

import io.linkmic.origin.stream.Viewer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** The only handler of a connection that watches: nothing stands between tags and the socket. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class WatchHandler extends ChannelInboundHandlerAdapter {
  private final Viewer viewer;

  WatchHandler(Viewer viewer) {
    this.viewer = viewer;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    // A viewer has nothing to say any more.
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    viewer.writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    viewer.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
