package io.linkmic.standalone.api;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.contract.token.TokenVerifier;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Wiring of the REST slice; scans this package only. */
@SpringBootApplication
@EnableConfigurationProperties(ApiProperties.class)
public class ApiApplication {

  @Bean
  ApiKeys apiKeys(ApiProperties properties) {
    return ApiKeys.of(properties.apiKeys(), properties.devKeysAllowed());
  }

  @Bean
  TokenMinter tokenMinter(ApiKeys keys) {
    return new TokenMinter(keys);
  }

  @Bean
  TokenVerifier tokenVerifier(ApiKeys keys) {
    return new TokenVerifier(keys, InstantSource.system());
  }

  @Bean
  RoomRules roomRules(ApiProperties properties) {
    return new RoomRules(EgressUrlRules.usual(properties.egress().allowPrivateAddresses()));
  }
}
