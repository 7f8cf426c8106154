package io.linkmic.api.webhook;

import io.linkmic.api.ApiProperties;
import io.linkmic.api.webhook.delivery.DeadLetters;
import io.linkmic.api.webhook.delivery.DeliveryEngine;
import io.linkmic.api.webhook.delivery.DeliveryFigures;
import io.linkmic.api.webhook.delivery.DeliverySettings;
import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.contract.address.HttpUrlRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine and what the endpoint asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

  @Bean
  DeliverySettings deliverySettings() {
    return DeliverySettings.usual(UUID.randomUUID().toString());
  }

  @Bean
  HttpUrlRules webhookUrlRules(WebhookProperties properties) {
    return properties.rules();
  }

  @Bean
  SubscriptionStore subscriptionStore(ClusterRedis redis) {
    return new SubscriptionStore(redis);
  }

  @Bean
  DeadLetters deadLetters(ClusterRedis redis, DeliverySettings settings) {
    return new DeadLetters(redis, settings);
  }

  @Bean
  DeliveryFigures deliveryFigures(ClusterRedis redis) {
    return new DeliveryFigures(redis);
  }

  @Bean
  DeliveryEngine deliveryEngine(
      ClusterRedis redis,
      SubscriptionStore store,
      HttpUrlRules rules,
      ApiProperties properties,
      DeliverySettings settings,
      MeterRegistry registry) {
    return DeliveryEngine.start(redis, store, rules, properties.operatorKeys(), settings, registry);
  }
}
