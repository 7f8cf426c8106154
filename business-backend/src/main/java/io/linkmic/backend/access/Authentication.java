package io.linkmic.backend.access;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.SharedProperties;
import io.linkmic.contract.token.ApiKeys;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out who sends a request. */
@Component
final class Authentication {
  private final ApiKeys keys;
  private final Set<String> operatorKeys;
  private final boolean ownMachineOpen;
  private final InstantSource clock;

  Authentication(
      ApiKeys keys, SharedProperties shared, BackendProperties properties, InstantSource clock) {
    this.keys = keys;
    this.operatorKeys = shared.operatorKeys();
    this.ownMachineOpen = properties.ownMachineOpen();
    this.clock = clock;
  }

  /** The outcome. */
  sealed interface Verdict {
    record Known(Caller caller) implements Verdict {}

    /** Nobody in particular: open endpoints answer him. */
    record Stranger() implements Verdict {}

    /** Somebody whom a page of another site, or no page at all, wants to act for. */
    record ForeignPage() implements Verdict {}

    /** Credentials that are wrong are refused everywhere. */
    record Wrong(String message) implements Verdict {}
  }

  Verdict judge(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && !header.isBlank()) {
      return byHeader(header);
    }
    Optional<Caller> ambient = bySession(request).or(() -> byMachine(request));
    if (ambient.isEmpty()) {
      return new Verdict.Stranger();
    }
    return OwnPage.asks(request) ? new Verdict.Known(ambient.get()) : new Verdict.ForeignPage();
  }

  private Optional<Caller> bySession(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(Session.COOKIE)) {
        return Session.read(cookie.getValue(), keys, clock.instant())
            .map(key -> new Caller(key, operatorKeys.contains(key), Caller.Way.SESSION));
      }
    }
    return Optional.empty();
  }

  private Optional<Caller> byMachine(HttpServletRequest request) {
    return ownMachineOpen && OwnMachine.sends(request)
        ? Optional.of(new Caller(keys.first().getKey(), true, Caller.Way.OWN_MACHINE))
        : Optional.empty();
  }

  private Verdict byHeader(String header) {
    int space = header.indexOf(' ');
    String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
    if (!scheme.equals("basic")) {
      return new Verdict.Wrong("Use HTTP Basic with an API key and its secret.");
    }
    String pair;
    try {
      String encoded = space < 0 ? "" : header.substring(space + 1).strip();
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new Verdict.Wrong("The HTTP Basic credentials are not Base64.");
    }
    int colon = pair.indexOf(':');
    String key = colon < 0 ? pair : pair.substring(0, colon);
    return matches(key, colon < 0 ? "" : pair.substring(colon + 1))
        ? new Verdict.Known(new Caller(key, operatorKeys.contains(key), Caller.Way.API_KEY))
        : new Verdict.Wrong("The API key or its secret is wrong.");
  }

  /** The same time for a wrong key and for a wrong secret. */
  boolean matches(@Nullable String key, @Nullable String given) {
    String secret = key == null ? "" : keys.secret(key).orElse("");
    String shown = given == null ? "" : given;
    boolean same =
        MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    return same && !secret.isEmpty();
  }

  /** The cookie's value for an API key that has just shown its secret. */
  String session(String apiKey, java.time.Duration ttl) {
    return Session.issue(apiKey, keys.secret(apiKey).orElseThrow(), clock.instant().plus(ttl));
  }

  boolean isOperator(String apiKey) {
    return operatorKeys.contains(apiKey);
  }
}
