package io.linkmic.origin.http;

import io.linkmic.origin.stream.OriginFigures;
import io.linkmic.origin.stream.StreamDirectory;
import io.linkmic.origin.stream.StreamDoorkeeper;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Prepares every HTTP connection, up to the bound. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpDoor extends ChannelInitializer<Channel> {
  /** A stream key has 200 characters at most; the rest is for a proxy's query. */
  private static final int MAX_REQUEST_LINE = 2048;

  /** Browsers send about 1 KB of headers, cookies of a shared host name more. */
  private static final int MAX_HEADERS = 8192;

  /** Bodies are thrown away piece by piece. */
  private static final int MAX_PIECE = 8192;

  static final String TIMEOUT = "requestTimeout";
  static final String CODEC = "http";

  private final StreamDirectory streams;
  private final HttpSettings settings;
  private final OperatorPages pages;
  private final StreamDoorkeeper doorkeeper;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;
  private final AtomicInteger connections = new AtomicInteger();

  public HttpDoor(
      StreamDirectory streams,
      HttpSettings settings,
      OperatorPages pages,
      StreamDoorkeeper doorkeeper,
      OriginFigures figures,
      LongSupplier nanoTime) {
    this.streams = streams;
    this.settings = settings;
    this.pages = pages;
    this.doorkeeper = doorkeeper;
    this.figures = figures;
    this.nanoTime = nanoTime;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (connections.incrementAndGet() > settings.maxConnections()) {
      connections.decrementAndGet();
      channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(
        TIMEOUT,
        new ReadTimeoutHandler(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
    pipeline.addLast(CODEC, new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, MAX_PIECE));
    pipeline.addLast(new HttpConnection(streams, settings, pages, doorkeeper, figures, nanoTime));
  }
}
