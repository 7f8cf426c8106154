package io.linkmic.backend.access;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/session}: the console logs in and out. */
@RestController
@RequestMapping("/api/v1/session")
class SessionEndpoint {
  private final Authentication authentication;
  private final BackendProperties properties;

  SessionEndpoint(Authentication authentication, BackendProperties properties) {
    this.authentication = authentication;
    this.properties = properties;
  }

  /** Body of the login. */
  record Login(@Nullable String apiKey, @Nullable String secret) {
    @Override
    public String toString() {
      return "Login[" + apiKey + "]";
    }
  }

  /** Who is logged in. */
  record Who(String apiKey, boolean operator, boolean ownMachine) {}

  @GetMapping
  Who who(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return new Who(caller.apiKey(), caller.operator(), caller.way() == Caller.Way.OWN_MACHINE);
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Open("it is the login")
  ResponseEntity<Who> login(HttpServletRequest request, @RequestBody Login login) {
    if (!OwnPage.asks(request)) {
      throw Refusal.of(403, "foreign-page", "Logins are taken from this server's own page only.");
    }
    String apiKey = login.apiKey();
    if (apiKey == null || !authentication.matches(apiKey, login.secret())) {
      throw Refusal.of(401, "unauthorized", "The API key or its secret is wrong.");
    }
    Duration ttl = properties.sessionTtl();
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, cookie(authentication.session(apiKey, ttl), ttl, request))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(new Who(apiKey, authentication.isOperator(apiKey), false));
  }

  @DeleteMapping
  @Open("whoever is not logged in is logged out already")
  ResponseEntity<Void> logout(HttpServletRequest request) {
    if (!OwnPage.asks(request)) {
      throw Refusal.of(403, "foreign-page", "Logouts are taken from this server's own page only.");
    }
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request))
        .build();
  }

  private String cookie(String value, Duration age, HttpServletRequest request) {
    boolean secure =
        request.isSecure() || "https".equalsIgnoreCase(properties.publicUrl().getScheme());
    return ResponseCookie.from(Session.COOKIE, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }
}
