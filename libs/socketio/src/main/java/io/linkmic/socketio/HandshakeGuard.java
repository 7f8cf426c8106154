package io.linkmic.socketio;

import com.corundumstudio.socketio.handler.ClientHead;
import io.linkmic.contract.redaction.Redacted;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First in the pipeline: lets through only requests that netty-socketio turns into a session it
 * will also clean up. One per connection.
 *
 * <p>netty-socketio 2.0.14 by itself makes a session for any method and then forgets it, takes the
 * session id from a cookie, throws on unknown ids, and logs what strangers write.
 */
final class HandshakeGuard extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(HandshakeGuard.class);

  private static final String PATH = "/socket.io/";

  /** Cache busters, protocol and transport; more parameters than that are not Socket.IO's. */
  private static final int MAXIMUM_PARAMETERS = 16;

  private final AddressGate gate;
  private final Sockets sockets;
  private final List<String> allowedOrigins;
  private final Duration joinTimeout;
  private final Consumer<Refusal> refusals;
  private boolean counted;
  private boolean opened;
  private @Nullable UUID sessionId;

  HandshakeGuard(
      AddressGate gate,
      Sockets sockets,
      List<String> allowedOrigins,
      Duration joinTimeout,
      Consumer<Refusal> refusals) {
    this.gate = gate;
    this.sockets = sockets;
    this.allowedOrigins = allowedOrigins;
    this.joinTimeout = joinTimeout;
    this.refusals = refusals;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    counted = gate.connect(ctx.channel().remoteAddress());
    if (!counted) {
      refusals.accept(Refusal.CONNECTIONS_PER_ADDRESS);
      log.debug("Too many connections from {}", address(ctx));
      var _ = ctx.close();
      return;
    }
    var _ =
        ctx.executor()
            .schedule(() -> closeStranger(ctx), joinTimeout.toMillis(), TimeUnit.MILLISECONDS);
    super.channelActive(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (counted) {
      counted = false;
      gate.disconnected(ctx.channel().remoteAddress());
    }
    super.channelInactive(ctx);
  }

  /** Covers connections that never become a session: half a request, half a WebSocket. */
  private void closeStranger(ChannelHandlerContext ctx) {
    ClientHead head = ctx.channel().attr(ClientHead.CLIENT).get();
    GuardedSocket socket = sockets.find(head == null ? sessionId : head.getSessionId());
    if (socket == null || !socket.admitted()) {
      if (socket == null && ctx.channel().isActive()) {
        refusals.accept(Refusal.NOT_ADMITTED);
      }
      var _ = ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (!(message instanceof FullHttpRequest request)) {
      super.channelRead(ctx, message);
      return;
    }
    FullHttpResponse refusal = judge(ctx, request);
    if (refusal == null) {
      // No extension is ever negotiated: a compressed frame of 64 KB may hold 64 MB.
      request.headers().remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
      super.channelRead(ctx, message);
      return;
    }
    if (!refusal.status().equals(HttpResponseStatus.NO_CONTENT)) {
      refusals.accept(reason(refusal.status()));
    }
    ReferenceCountUtil.release(message);
    ctx.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
  }

  private static Refusal reason(HttpResponseStatus status) {
    if (status.equals(HttpResponseStatus.FORBIDDEN)) {
      return Refusal.FOREIGN_ORIGIN;
    }
    return status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)
        ? Refusal.HANDSHAKES_PER_ADDRESS
        : Refusal.BAD_HANDSHAKE;
  }

  private @Nullable FullHttpResponse judge(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "The request cannot be read.");
    }
    QueryStringDecoder uri =
        new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAXIMUM_PARAMETERS);
    Map<String, List<String>> query;
    try {
      if (!uri.path().equals(PATH)) {
        return refuse(HttpResponseStatus.NOT_FOUND, "Socket.IO is at " + PATH + " here.");
      }
      query = uri.parameters();
    } catch (IllegalArgumentException e) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "The address cannot be read.");
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !allowedOrigins.contains("*") && !allowedOrigins.contains(origin)) {
      return refuse(HttpResponseStatus.FORBIDDEN, "This page's origin may not connect.");
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return preflight(origin);
    }
    return judgeTransport(ctx, request, query);
  }

  private @Nullable FullHttpResponse judgeTransport(
      ChannelHandlerContext ctx, FullHttpRequest request, Map<String, List<String>> query) {
    if (!"4".equals(only(query, "EIO"))) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "Only Engine.IO protocol 4 is spoken here.");
    }
    if (query.containsKey("j") || query.containsKey("b64") || query.containsKey("disconnect")) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "JSONP and its relatives are not spoken here.");
    }
    String transport = only(query, "transport");
    boolean webSocket = "websocket".equals(transport);
    if (!webSocket && !"polling".equals(transport)) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "transport is websocket or polling.");
    }
    if (webSocket ? !isUpgrade(request) : isUpgrade(request)) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "The transport and the Upgrade header differ.");
    }
    boolean get = request.method().equals(HttpMethod.GET);
    String sid = only(query, "sid");
    if (query.containsKey("sid")) {
      boolean post = !webSocket && request.method().equals(HttpMethod.POST);
      return get || post ? judgeSession(sid) : methodNotAllowed();
    }
    return get ? judgeHandshake(ctx) : methodNotAllowed();
  }

  private @Nullable FullHttpResponse judgeSession(@Nullable String sid) {
    UUID id = uuid(sid);
    if (sockets.find(id) == null) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "Session ID unknown");
    }
    sessionId = id;
    return null;
  }

  private @Nullable FullHttpResponse judgeHandshake(ChannelHandlerContext ctx) {
    if (opened) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "One connection opens one session.");
    }
    opened = true;
    if (gate.handshake(ctx.channel().remoteAddress())) {
      return null;
    }
    log.debug("Too many handshakes from {}", address(ctx));
    FullHttpResponse refusal =
        refuse(HttpResponseStatus.TOO_MANY_REQUESTS, "Too many handshakes from this address.");
    refusal.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
    return refusal;
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        && request.headers().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && "13".equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
  }

  private static @Nullable String only(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values != null && values.size() == 1 ? values.getFirst() : null;
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    if (text == null || text.length() != 36) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static FullHttpResponse preflight(@Nullable String origin) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin == null ? "*" : origin)
        .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN)
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type")
        .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, 3600);
    return response;
  }

  private static FullHttpResponse methodNotAllowed() {
    return refuse(HttpResponseStatus.METHOD_NOT_ALLOWED, "Bad handshake method");
  }

  /** Engine.IO's own form of an error; code 1 makes clients start over. */
  private static FullHttpResponse refuse(HttpResponseStatus status, String message) {
    byte[] body = ("{\"code\":1,\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, "close");
    return response;
  }

  private static Redacted<String> address(ChannelHandlerContext ctx) {
    return Redacted.address((InetSocketAddress) ctx.channel().remoteAddress());
  }
}
