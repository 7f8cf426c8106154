package io.linkmic.origin.session;

import io.linkmic.origin.stream.OriginFigures;
import io.linkmic.origin.stream.StreamDirectory;
import io.linkmic.origin.stream.StreamDoorkeeper;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Makes a session of every connection, up to the bound. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
public final class RtmpDoor extends ChannelInitializer<Channel> {
  private final StreamDirectory streams;
  private final RtmpSettings settings;
  private final PublishAuthorizer authorizer;
  private final StreamDoorkeeper doorkeeper;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;
  private final Random random;
  private final AtomicInteger connections = new AtomicInteger();

  public RtmpDoor(
      StreamDirectory streams,
      RtmpSettings settings,
      PublishAuthorizer authorizer,
      StreamDoorkeeper doorkeeper,
      OriginFigures figures,
      LongSupplier nanoTime,
      Random random) {
    this.streams = streams;
    this.settings = settings;
    this.authorizer = authorizer;
    this.doorkeeper = doorkeeper;
    this.figures = figures;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (connections.incrementAndGet() > settings.maxConnections()) {
      connections.decrementAndGet();
      channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    channel
        .pipeline()
        .addLast(new RtmpConnection(settings, figures, nanoTime, random, this::session));
  }

  private RtmpSession session(Channel channel) {
    return new RtmpSession(channel, streams, settings, authorizer, doorkeeper, figures, nanoTime);
  }
}
