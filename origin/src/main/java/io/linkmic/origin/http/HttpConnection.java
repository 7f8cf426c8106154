package io.linkmic.origin.http;

import io.linkmic.origin.stream.OriginFigures;
import io.linkmic.origin.stream.StreamDirectory;
import io.linkmic.origin.stream.StreamDoorkeeper;
import io.linkmic.origin.stream.StreamKey;
import io.linkmic.origin.stream.Viewer;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, or turns it into a viewer. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  private final StreamDirectory streams;
  private final HttpSettings settings;
  private final OperatorPages pages;
  private final StreamDoorkeeper doorkeeper;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;

  HttpConnection(
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
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        if (request.decoderResult().isFailure()) {
          figures.malformed.increment();
          Route.Refused refused =
              new Route.Refused(400, "bad-request", "That is no HTTP request within the bounds.");
          ctx.writeAndFlush(Answer.problem(refused)).addListener(ChannelFutureListener.CLOSE);
        } else {
          request(ctx, request);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void request(ChannelHandlerContext ctx, HttpRequest request) {
    switch (Route.of(request.method(), request.uri())) {
      case Route.Watch watch ->
          signed(ctx, request, watch.key(), () -> watch(ctx, request, watch.key()));
      case Route.WatchHead head ->
          signed(
              ctx,
              request,
              head.key(),
              () -> {
                ctx.pipeline().remove(HttpDoor.CODEC);
                ctx.writeAndFlush(FlvFormat.headOnly()).addListener(ChannelFutureListener.CLOSE);
              });
      case Route.Preflight preflight -> answer(ctx, request, Answer.preflight());
      case Route.Liveness liveness -> answer(ctx, request, Answer.health(pages.live()));
      case Route.Readiness readiness -> answer(ctx, request, Answer.health(pages.ready()));
      case Route.Metrics metrics -> answer(ctx, request, Answer.metrics(pages.metrics()));
      case Route.Refused refused -> answer(ctx, request, Answer.problem(refused));
      case Route.Streams all ->
          status(
              ctx,
              request,
              () ->
                  streams
                      .statuses()
                      .thenAccept(
                          found -> later(ctx, request, Answer.json(StatusPage.all(found)))));
      case Route.OneStream one ->
          status(
              ctx,
              request,
              () ->
                  streams
                      .status(one.key())
                      .thenAccept(found ->
                          later(
                              ctx,
                              request,
                              found
                                  .map(status -> Answer.json(StatusPage.one(status)))
                                  .orElseGet(() -> Answer.problem(noSuchStream())))));
    }
  }

  private void signed(
      ChannelHandlerContext ctx, HttpRequest request, StreamKey key, Runnable allowed) {
    if (doorkeeper.mayPlay(key, Query.of(request.uri()))) {
      allowed.run();
    } else {
      figures.playsRefused.increment();
      answer(
          ctx,
          request,
          Answer.problem(new Route.Refused(403, "address-not-signed", StreamDoorkeeper.SENTENCE)));
    }
  }

  private static Route.Refused noSuchStream() {
    return new Route.Refused(404, "no-such-stream", "No such stream is live or awaited.");
  }

  /** Status names stream keys; they are secrets, so by default only this machine may ask. */
  private void status(ChannelHandlerContext ctx, HttpRequest request, Runnable allowed) {
    boolean local =
        ctx.channel().remoteAddress() instanceof InetSocketAddress peer
            && peer.getAddress().isLoopbackAddress();
    if (local || settings.statusForAll()) {
      allowed.run();
    } else {
      Route.Refused refused =
          new Route.Refused(
              403,
              "status-for-this-machine-only",
              "Set linkmic.origin.http.status-for-all to answer other machines.");
      answer(ctx, request, Answer.problem(refused));
    }
  }

  private static void later(
      ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
    ctx.executor().execute(() -> answer(ctx, request, response));
  }

  private static void answer(
      ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    response
        .headers()
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.content().clear();
    }
    ChannelFuture written = ctx.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void watch(ChannelHandlerContext ctx, HttpRequest request, StreamKey key) {
    FlvFormat format = new FlvFormat(!request.protocolVersion().equals(HttpVersion.HTTP_1_0));
    Viewer viewer = new Viewer(ctx.channel(), format, settings.viewerLimits(), figures, nanoTime);
    ctx.pipeline().replace(this, "watch", new WatchHandler(viewer));
    ctx.pipeline().remove(HttpDoor.TIMEOUT);
    ctx.pipeline().remove(HttpDoor.CODEC);
    streams.join(key, viewer);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException) && !(cause instanceof ReadTimeoutException)) {
      LOG.error("an HTTP connection is closed by our own fault", cause);
    }
    ctx.close();
  }
}
