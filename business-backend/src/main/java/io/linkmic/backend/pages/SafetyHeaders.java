package io.linkmic.backend.pages;

import io.linkmic.backend.BackendProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers that the pages need nothing but themselves and the services that they talk to.
 * Before the gate: what is refused there has these headers too.
 */
@Component
@Order(0)
class SafetyHeaders extends OncePerRequestFilter {
  /** What may stand in a header; a literal IPv6 address has no notation in a policy. */
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9.-]{1,253}");

  private final String sources;
  private final boolean ownHost;

  SafetyHeaders(
      BackendProperties properties,
      @Value("${linkmic.backend.chat.public-url:#{null}}") @Nullable URI chatUrl) {
    List<String> configured = properties.pages().connectSources();
    this.ownHost = configured.isEmpty();
    this.sources = String.join(" ", ownHost ? known(properties, chatUrl) : Set.copyOf(configured));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; worker-src 'self';"
            + " connect-src 'self' "
            + sources
            + ownHost(request)
            + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Permissions-Policy", "camera=(self), microphone=(self), fullscreen=(self)");
    // Asked again each time, answered by 304: a new build must not meet an old script.
    response.setHeader("Cache-Control", "no-cache");
    chain.doFilter(request, response);
  }

  /** On one machine every service is on the page's own host, each on a port of its own. */
  private String ownHost(HttpServletRequest request) {
    String host = request.getServerName();
    if (!ownHost || !HOST_NAME.matcher(host).matches()) {
      return "";
    }
    return request.isSecure()
        ? " https://%1$s:* wss://%1$s:*".formatted(host)
        : " http://%1$s:* ws://%1$s:*".formatted(host);
  }

  private static Set<String> known(BackendProperties properties, @Nullable URI chatUrl) {
    return Stream.of(
            origin(properties.dnsUrl()),
            // A template is no URI until its braces are gone.
            origin(URI.create(properties.playbackFlvUrl().replaceAll("\\{[^}]*}", "x"))),
            origin(chatUrl),
            webSocket(chatUrl))
        .filter(source -> !source.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String origin(@Nullable URI uri) {
    return uri == null || uri.getRawAuthority() == null
        ? ""
        : uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String webSocket(@Nullable URI uri) {
    return origin(uri).replaceFirst("^http", "ws");
  }
}
