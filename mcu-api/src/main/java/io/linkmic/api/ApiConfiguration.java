package io.linkmic.api;

import io.linkmic.cluster.blacklist.Blacklist;
import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.address.HostResolver;
import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.contract.token.TokenVerifier;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that are not ours to scan: keys, rules and the cluster's stores. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  InstantSource wallClock() {
    return InstantSource.system();
  }

  @Bean
  ApiKeys apiKeys(ApiProperties properties) {
    return ApiKeys.of(properties.apiKeys(), properties.devKeysAllowed());
  }

  @Bean
  TokenMinter tokenMinter(ApiKeys keys) {
    return new TokenMinter(keys);
  }

  @Bean
  TokenVerifier tokenVerifier(ApiKeys keys, InstantSource clock) {
    return new TokenVerifier(keys, clock);
  }

  @Bean
  LayoutRules layoutRules(ApiProperties properties) {
    return LayoutRules.usual(properties.layout().allowPrivateAddresses());
  }

  @Bean
  RoomRules roomRules(ApiProperties properties, LayoutRules layoutRules) {
    boolean privateAllowed = properties.egress().allowPrivateAddresses();
    Set<Integer> ports = properties.egress().allowedPorts();
    return new RoomRules(
        ports == null
            ? EgressUrlRules.usual(privateAllowed)
            : new EgressUrlRules(ports, privateAllowed, HostResolver.system()),
        layoutRules);
  }

  @Bean
  ClusterRedis clusterRedis(ApiProperties properties) {
    return ClusterRedis.connect(RedisSettings.of(properties.redisUrl(), "mcu-api"));
  }

  @Bean
  RoomStore roomStore(ClusterRedis redis) {
    return new RoomStore(redis);
  }

  @Bean
  RoomLeases roomLeases(ClusterRedis redis) {
    return new RoomLeases(redis, RoomLeases.USUAL_SETTLING);
  }

  @Bean
  NodeRegistry nodeRegistry(ClusterRedis redis) {
    return new NodeRegistry(redis);
  }

  @Bean
  EventLog eventLog(ClusterRedis redis) {
    return new EventLog(redis);
  }

  @Bean
  Blacklist blacklist(ClusterRedis redis) {
    return new Blacklist(redis);
  }

  /** Part of readiness only: without Redis nothing can be answered, but a restart helps nobody. */
  @Bean
  HealthIndicator clusterHealthIndicator(ClusterRedis redis) {
    return () ->
        redis.isUp()
            ? Health.up().build()
            : Health.outOfService().withDetail("why", "Redis does not answer").build();
  }
}
