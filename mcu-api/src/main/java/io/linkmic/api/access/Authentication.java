package io.linkmic.api.access;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads an {@code Authorization} header: HTTP Basic (RFC 7617) or Bearer (RFC 6750). */
@Component
final class Authentication {
  private final ApiKeys keys;
  private final TokenVerifier verifier;

  Authentication(ApiKeys keys, TokenVerifier verifier) {
    this.keys = keys;
    this.verifier = verifier;
  }

  /** The outcome. */
  sealed interface Verdict {
    record Known(Caller caller) implements Verdict {}

    /**
     * @param code stable
     * @param message one sentence for a person
     */
    record Unknown(String code, String message) implements Verdict {}
  }

  Verdict judge(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return new Verdict.Unknown(
          "unauthorized", "This call needs an API key with its secret, or a bearer token.");
    }
    int space = header.indexOf(' ');
    String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
    String credentials = space < 0 ? "" : header.substring(space + 1).strip();
    return switch (scheme) {
      case "basic" -> basic(credentials);
      case "bearer" -> bearer(credentials);
      default -> new Verdict.Unknown("unauthorized", "Use HTTP Basic or a bearer token.");
    };
  }

  private Verdict basic(String credentials) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new Verdict.Unknown("unauthorized", "The HTTP Basic credentials are not Base64.");
    }
    int colon = pair.indexOf(':');
    String key = colon < 0 ? pair : pair.substring(0, colon);
    String secret = keys.secret(key).orElse("");
    byte[] given = (colon < 0 ? "" : pair.substring(colon + 1)).getBytes(StandardCharsets.UTF_8);
    // The same sentence and the same time for a wrong key and for a wrong secret.
    boolean same = MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8));
    return same && !secret.isEmpty()
        ? new Verdict.Known(new Caller.Server(key))
        : new Verdict.Unknown("unauthorized", "The API key or its secret is wrong.");
  }

  private Verdict bearer(String token) {
    return switch (verifier.verify(token)) {
      case TokenVerdict.Valid valid -> new Verdict.Known(new Caller.Bearer(valid.claims()));
      case TokenVerdict.Rejected rejected ->
          new Verdict.Unknown("token-" + rejected.reason().kebab(), rejected.message());
    };
  }
}
