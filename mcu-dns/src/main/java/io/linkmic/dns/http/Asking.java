package io.linkmic.dns.http;

import io.linkmic.contract.room.RoomRules;
import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.select.Question;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks, and who asks. */
final class Asking {
  private static final int USUAL_LIMIT = 3;
  private static final int HIGHEST_LIMIT = 10;
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
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
    if (!parts.addresses().isTrustedProxy(connection)) {
      return connection;
    }
    List<String> forwarded = request.headers().getAll(FORWARDED_FOR);
    return switch (forwarded.size()) {
      case 0 -> connection;
      case 1 -> parts.addresses().client(connection, forwarded.getFirst());
      default -> parts.addresses().client(connection, String.join(",", forwarded));
    };
  }

  /**
   * @param forwarded the client as {@link #client} found it
   * @param operator whether the caller showed an operator's key
   */
  Read question(IpAddress connection, IpAddress forwarded, HttpRequest request, boolean operator) {
    Query query = Query.of(request.uri()).orElse(null);
    if (query == null) {
      return bad("The query is not well formed.");
    }
    String roomId = query.roomId();
    if (roomId == null || !RoomRules.isRoomId(roomId)) {
      return bad("roomId is 1–64 letters, digits, '_' or '-'.");
    }
    String region = query.region();
    String isp = query.isp();
    if (!isWord(region) || !isWord(isp)) {
      return bad("region and isp are words of at most 64 letters, digits or any of . _ -");
    }
    String limit = query.limit();
    if (limit != null && !limit.matches("[1-9]|10")) {
      return bad("limit is between 1 and " + HIGHEST_LIMIT + ".");
    }
    IpAddress client = forwarded;
    String said = query.clientIp();
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
