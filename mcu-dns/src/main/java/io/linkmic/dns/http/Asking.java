package io.linkmic.dns.http;

import io.linkmic.contract.room.RoomRules;
import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.select.Question;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks, and who asks. */
final class Asking {
  private static final int USUAL_LIMIT = 3;
  private static final int HIGHEST_LIMIT = 10;
  // Five are ours; a proxy may add some.
  private static final int MAX_PARAMETERS = 16;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final DnsDoor.Parts parts;

  Asking(DnsDoor.Parts parts) {
    this.parts = parts;
  }

  sealed interface Read {
    record Good(Question question) implements Read {}

    record Bad(Problem problem) implements Read {}
  }

  IpAddress client(IpAddress connection, HttpRequest request) {
    List<String> forwarded = request.headers().getAll("X-Forwarded-For");
    return parts
        .addresses()
        .client(connection, forwarded.isEmpty() ? null : String.join(",", forwarded));
  }

  /**
   * @param operator whether the caller showed an operator's key
   */
  Read question(IpAddress connection, HttpRequest request, boolean operator) {
    Map<String, List<String>> parameters;
    try {
      parameters =
          new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS)
              .parameters();
    } catch (IllegalArgumentException e) {
      return bad("The query is not well formed.");
    }
    String roomId = DnsConnection.first(parameters.get("roomId"));
    if (roomId == null || !RoomRules.isRoomId(roomId)) {
      return bad("roomId is 1–64 letters, digits, '_' or '-'.");
    }
    String region = DnsConnection.first(parameters.get("region"));
    String isp = DnsConnection.first(parameters.get("isp"));
    if (!isWord(region) || !isWord(isp)) {
      return bad("region and isp are words of at most 64 letters, digits or any of . _ -");
    }
    String limit = DnsConnection.first(parameters.get("limit"));
    if (limit != null && !limit.matches("[1-9]|10")) {
      return bad("limit is between 1 and " + HIGHEST_LIMIT + ".");
    }
    IpAddress client = client(connection, request);
    String said = DnsConnection.first(parameters.get("clientIp"));
    if (said != null) {
      Optional<IpAddress> parsed = IpAddress.parse(said);
      if (parsed.isEmpty()) {
        return bad("clientIp is an IPv4 or IPv6 address.");
      }
      if (!operator && !parts.addresses().isTrustedProxy(connection)) {
        return new Read.Bad(
            Problem.of(
                403, "client-ip-not-allowed", "clientIp is taken from trusted proxies only."));
      }
      client = parsed.get();
    }
    return new Read.Good(
        new Question(
            roomId,
            client,
            parts.places().of(client, region, isp),
            limit == null ? USUAL_LIMIT : Integer.parseInt(limit)));
  }

  private static boolean isWord(@Nullable String word) {
    return word == null || WORD.matcher(word).matches();
  }

  private static Read bad(String detail) {
    return new Read.Bad(Problem.of(400, "bad-request", detail));
  }

  /** Null when an operator's key and secret were shown. */
  @Nullable Problem operatorOnly(HttpRequest request) {
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Problem.of(401, "unauthorized", "Explanations need an operator's API key.");
    }
    String pair;
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      pair = new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Problem.of(401, "unauthorized", "The HTTP Basic credentials are not Base64.");
    }
    int colon = pair.indexOf(':');
    String key = colon < 0 ? pair : pair.substring(0, colon);
    String secret = parts.keys().secret(key).orElse("");
    byte[] given = (colon < 0 ? "" : pair.substring(colon + 1)).getBytes(StandardCharsets.UTF_8);
    // The same sentence and the same time for a wrong key and for a wrong secret.
    boolean same = MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8));
    if (!same || secret.isEmpty()) {
      return Problem.of(401, "unauthorized", "The API key or its secret is wrong.");
    }
    return parts.operators().contains(key)
        ? null
        : Problem.of(403, "not-granted", "This API key does not operate the fleet.");
  }
}
