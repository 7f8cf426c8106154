package io.linkmic.dns.http;

import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.select.Candidate;
import io.linkmic.dns.select.Explanation;
import io.linkmic.dns.select.Question;
import io.linkmic.dns.select.Selection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, on its event loop. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class DnsConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(DnsConnection.class);
  private static final String JSON = "application/json";
  private static final Problem NO_PICTURE =
      new Problem(503, "redis-unavailable", "The fleet is not known yet; try again.", 1);
  private static final String SELECT = "/v1/nodes/select";

  private final DnsDoor.Parts parts;
  private final AddressLimits limits;
  private final Asking asking;
  private @Nullable IpAddress address;

  DnsConnection(DnsDoor.Parts parts, AddressLimits limits) {
    this.parts = parts;
    this.limits = limits;
    this.asking = new Asking(parts);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        if (request.decoderResult().isFailure()) {
          FullHttpResponse response =
              problem(Problem.of(400, "bad-request", "That is no HTTP request within the bounds."));
          ctx.write(response).addListener(ChannelFutureListener.CLOSE);
        } else {
          request(ctx, request);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  private void request(ChannelHandlerContext ctx, HttpRequest request) {
    if (request.method().equals(HttpMethod.GET) && isSelect(request.uri())) {
      Selecting selecting = selecting(ctx, request);
      if (selecting instanceof Selecting.Offered(List<Candidate> candidates)) {
        boolean keepAlive =
            request.protocolVersion().equals(HttpVersion.HTTP_1_1) && HttpUtil.isKeepAlive(request);
        // Past the encoder, which has nothing left to do.
        var written =
            ctx.pipeline()
                .context(HttpResponseEncoder.class)
                .write(OfferedAnswer.write(ctx.alloc(), candidates, keepAlive));
        if (!keepAlive) {
          written.addListener(ChannelFutureListener.CLOSE);
        }
      } else {
        answer(ctx, request, response(selecting));
      }
    } else {
      answer(ctx, request, response(ctx, request));
    }
  }

  private static boolean isSelect(String uri) {
    return uri.startsWith(SELECT)
        && (uri.length() == SELECT.length() || uri.charAt(SELECT.length()) == '?');
  }

  private FullHttpResponse response(ChannelHandlerContext ctx, HttpRequest request) {
    if (request.method().equals(HttpMethod.OPTIONS)) {
      FullHttpResponse preflight = whole(204, JSON, "");
      // RFC 9110 §8.6: no length where there can be no content.
      preflight
          .headers()
          .remove(HttpHeaderNames.CONTENT_LENGTH)
          .remove(HttpHeaderNames.CONTENT_TYPE);
      Pages.corsOfPreflight().forEach(preflight.headers()::set);
      return preflight;
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      FullHttpResponse refused =
          problem(Problem.of(405, "method-not-allowed", "This door takes GET only."));
      refused.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD, OPTIONS");
      return refused;
    }
    String uri = request.uri();
    int mark = uri.indexOf('?');
    return switch (mark < 0 ? uri : uri.substring(0, mark)) {
      case SELECT -> response(selecting(ctx, request));
      case "/v1/nodes/select/explain" -> explain(ctx, request);
      case "/actuator/health/liveness" -> health(parts.live().getAsBoolean());
      case "/actuator/health/readiness", "/actuator/health" -> health(parts.ready().getAsBoolean());
      case "/actuator/prometheus" ->
          whole(200, "text/plain; version=0.0.4; charset=utf-8", parts.metrics().get());
      default -> problem(Problem.of(404, "not-found", "There is nothing at this path."));
    };
  }

  /** What becomes of a question. */
  private sealed interface Selecting {
    record Offered(List<Candidate> candidates) implements Selecting {}

    record Refused(Problem problem) implements Selecting {}
  }

  private Selecting selecting(ChannelHandlerContext ctx, HttpRequest request) {
    IpAddress connection = address(ctx);
    IpAddress client = asking.client(connection, request);
    int seconds = limits.refuse(client);
    if (seconds > 0) {
      return refused(DnsDoor.Outcome.LIMITED, tooMany(seconds));
    }
    return switch (asking.question(connection, client, request, false)) {
      case Asking.Read.Bad(Problem bad) -> refused(DnsDoor.Outcome.BAD_REQUEST, bad);
      case Asking.Read.Good(Question question) ->
          answered(parts.selector().select(question, parts.nanoTime().getAsLong()));
    };
  }

  private static Problem tooMany(int seconds) {
    return new Problem(429, "rate-limited", "Too many questions from this address.", seconds);
  }

  private Selecting answered(Selection selection) {
    return switch (selection) {
      case Selection.Offered(var candidates) -> {
        parts.counts().answered(DnsDoor.Outcome.OFFERED);
        yield new Selecting.Offered(candidates);
      }
      case Selection.NoNode none ->
          refused(
              DnsDoor.Outcome.NO_NODE,
              new Problem(
                  503,
                  "no-node",
                  "No node can take the room: " + Pages.counts(none) + ".",
                  2,
                  none.counts()));
      case Selection.Refused(String reason) ->
          refused(
              DnsDoor.Outcome.BLACKLISTED,
              Problem.of(403, "client-blacklisted", "This network is not served: " + reason));
      case Selection.NoPicture() -> refused(DnsDoor.Outcome.NO_PICTURE, NO_PICTURE);
    };
  }

  private Selecting refused(DnsDoor.Outcome outcome, Problem problem) {
    parts.counts().answered(outcome);
    return new Selecting.Refused(problem);
  }

  private static FullHttpResponse response(Selecting selecting) {
    return switch (selecting) {
      case Selecting.Offered(List<Candidate> candidates) ->
          whole(200, JSON, Pages.offered(candidates));
      case Selecting.Refused(Problem problem) -> problem(problem);
    };
  }

  private FullHttpResponse explain(ChannelHandlerContext ctx, HttpRequest request) {
    IpAddress connection = address(ctx);
    IpAddress client = asking.client(connection, request);
    // Also against guessing secrets.
    int seconds = limits.refuse(client);
    if (seconds > 0) {
      return problem(tooMany(seconds));
    }
    Problem refusal = asking.operatorOnly(request);
    if (refusal != null) {
      FullHttpResponse response = problem(refusal);
      if (refusal.status() == 401) {
        response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"linkmic\"");
      }
      return response;
    }
    return switch (asking.question(connection, client, request, true)) {
      case Asking.Read.Bad(Problem bad) -> problem(bad);
      case Asking.Read.Good(Question question) -> {
        Explanation explanation = parts.selector().explain(question, parts.nanoTime().getAsLong());
        yield explanation == null
            ? problem(NO_PICTURE)
            : whole(200, JSON, Pages.explained(explanation, question));
      }
    };
  }

  private IpAddress address(ChannelHandlerContext ctx) {
    IpAddress known = address;
    if (known == null) {
      known = IpAddress.of(((InetSocketAddress) ctx.channel().remoteAddress()).getAddress());
      address = known;
    }
    return known;
  }

  private static FullHttpResponse health(boolean up) {
    return whole(up ? 200 : 503, JSON, Pages.health(up));
  }

  private static FullHttpResponse problem(Problem problem) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(problem.status());
    FullHttpResponse response =
        whole(
            problem.status(),
            "application/problem+json",
            Pages.problem(problem, status.reasonPhrase()));
    if (problem.retryAfterSeconds() > 0) {
      response.headers().setInt(HttpHeaderNames.RETRY_AFTER, problem.retryAfterSeconds());
    }
    return response;
  }

  private static FullHttpResponse whole(int status, String type, String body) {
    ByteBuf content = Unpooled.buffer(ByteBufUtil.utf8MaxBytes(body.length()));
    ByteBufUtil.writeUtf8(content, body);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    return response;
  }

  private static void answer(
      ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, keepAlive);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.content().clear();
    }
    var written = ctx.write(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException) && !(cause instanceof ReadTimeoutException)) {
      LOG.error("a connection is closed by our own fault", cause);
    }
    ctx.close();
  }
}
