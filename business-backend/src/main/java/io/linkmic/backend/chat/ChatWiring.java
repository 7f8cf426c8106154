package io.linkmic.backend.chat;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.broadcast.ChatSettings;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.http.PortLifecycle;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ChatWiring {

  @Bean
  ChatDoor chatDoor(
      BackendProperties backend,
      ChatProperties chat,
      @Value("${linkmic.redis-url:#{null}}") @Nullable URI redisUrl,
      JdbcClient jdbc,
      ApiKeys keys,
      InstantSource clock,
      MeterRegistry registry) {
    String configured = backend.mcuApi().key();
    return new ChatDoor(
        chat,
        new ChatDoor.Surroundings(
            backend.bindAddress(), jdbc, new TokenVerifier(keys, clock), new ChatMetrics(registry)),
        redisUrl == null
            ? null
            : ClusterRedis.connect(RedisSettings.of(redisUrl, "business-backend")),
        configured == null ? keys.first().getKey() : configured);
  }

  /** What pages need to know before they join. */
  @Bean
  ChatSettings chatSettings(ChatDoor door, ChatProperties chat) {
    return broadcast ->
        Map.of(
            "url", chat.url(door.port()),
            "maxCharacters", ChatText.MAXIMUM_CHARACTERS,
            "messages", chat.messages(),
            "windowMs", chat.window().toMillis());
  }

  @Bean
  SmartLifecycle chatLifecycle(ChatDoor door) {
    return new PortLifecycle(door::open, door::close);
  }
}
