package io.linkmic.backend;

import io.linkmic.contract.token.ApiKeys;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What several packages share. */
@Configuration(proxyBeanMethods = false)
class BackendConfiguration {

  @Bean
  ApiKeys apiKeys(SharedProperties shared) {
    return ApiKeys.of(shared.apiKeys(), shared.devKeysAllowed());
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
