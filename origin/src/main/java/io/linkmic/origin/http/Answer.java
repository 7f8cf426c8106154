package io.linkmic.origin.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whole responses. */
final class Answer {
  private static final String JSON = "application/json";

  private Answer() {}

  static FullHttpResponse json(String body) {
    return text(200, JSON, body);
  }

  static FullHttpResponse metrics(String body) {
    return text(200, "text/plain; version=0.0.4; charset=utf-8", body);
  }

  static FullHttpResponse health(boolean up) {
    return text(up ? 200 : 503, JSON, Json.write(Map.of("status", up ? "UP" : "OUT_OF_SERVICE")));
  }

  /** RFC 9457. */
  static FullHttpResponse problem(Route.Refused refused) {
    Map<String, Object> members = new LinkedHashMap<>();
    HttpResponseStatus status = HttpResponseStatus.valueOf(refused.status());
    members.put("type", "about:blank");
    members.put("title", status.reasonPhrase());
    members.put("status", refused.status());
    members.put("code", refused.code());
    members.put("detail", refused.detail());
    FullHttpResponse response =
        text(refused.status(), "application/problem+json", Json.write(members));
    if (refused.status() == 405) {
      response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD, OPTIONS");
    }
    return response;
  }

  static FullHttpResponse preflight() {
    FullHttpResponse response = text(204, "", "");
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "*")
        .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "86400")
        .remove(HttpHeaderNames.CONTENT_TYPE)
        .remove(HttpHeaderNames.CONTENT_LENGTH);
    return response;
  }

  private static FullHttpResponse text(int status, String type, String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    return response;
  }
}
