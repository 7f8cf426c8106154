package io.linkmic.node.signaling.whip;

import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.node.NodeProperties;
import io.linkmic.node.http.Problem;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.signaling.RandomIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

@Configuration(proxyBeanMethods = false)
class WhipWiring {

  @Bean
  WhipSessions whipSessions(RoomDirectory rooms, NodeProperties node) {
    return new WhipSessions(rooms, new RandomIds(), node.whip().maxSessions());
  }

  @Bean
  BearerGate bearerGate(TokenVerifier verifier) {
    return new BearerGate(verifier);
  }

  @Bean
  FilterRegistrationBean<CorsFilter> whipCors(NodeProperties node) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOriginPatterns(node.whip().allowedOrigins());
    cors.setAllowedMethods(List.of("POST", "PATCH", "DELETE", "OPTIONS"));
    cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "If-Match"));
    cors.setExposedHeaders(List.of("Location", "ETag", "Link", "Accept-Patch", "Retry-After"));
    cors.setMaxAge(Duration.ofHours(1));
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/whip/**", cors);
    source.registerCorsConfiguration("/whep/**", cors);
    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(new ProblemCors());
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return registration;
  }

  /** Spring refuses in plain text; ours is a problem like every other. */
  private static final class ProblemCors extends DefaultCorsProcessor {
    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      Problem problem =
          Problem.of(403, "origin-not-allowed", "This page's origin may not use this door.");
      response.setStatusCode(HttpStatus.FORBIDDEN);
      response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
      response.getBody().write(problem.json().getBytes(StandardCharsets.UTF_8));
      response.flush();
    }
  }
}
