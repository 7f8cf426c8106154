package io.linkmic.node;

import io.linkmic.contract.address.HostResolver;
import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.TokenVerifier;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What doors and media share. */
@Configuration(proxyBeanMethods = false)
class NodeWiring {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ApiKeys apiKeys(SharedProperties shared) {
    return ApiKeys.of(shared.apiKeys(), shared.devKeysAllowed());
  }

  @Bean
  TokenVerifier tokenVerifier(ApiKeys keys, Clock clock) {
    return new TokenVerifier(keys, clock);
  }

  @Bean
  EgressUrlRules egressUrlRules(SharedProperties shared) {
    Set<Integer> ports = shared.egress().allowedPorts();
    return ports == null
        ? EgressUrlRules.usual(shared.egress().allowPrivateAddresses())
        : new EgressUrlRules(ports, shared.egress().allowPrivateAddresses(), HostResolver.system());
  }

  @Bean
  RoomRules roomRules(EgressUrlRules egressUrlRules, SharedProperties shared) {
    return new RoomRules(
        egressUrlRules, LayoutRules.usual(shared.layout().allowPrivateAddresses()));
  }
}
