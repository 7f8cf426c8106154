package io.linkmic.origin;

import io.linkmic.contract.playback.StreamSignature;
import io.linkmic.origin.http.HttpDoor;
import io.linkmic.origin.http.HttpSettings;
import io.linkmic.origin.http.OperatorPages;
import io.linkmic.origin.session.PublishAuthorizer;
import io.linkmic.origin.session.RtmpDoor;
import io.linkmic.origin.session.RtmpSettings;
import io.linkmic.origin.session.SharedSecretAuthorizer;
import io.linkmic.origin.stream.OriginFigures;
import io.linkmic.origin.stream.StreamDirectory;
import io.linkmic.origin.stream.StreamDoorkeeper;
import io.linkmic.origin.stream.StreamLimits;
import io.linkmic.origin.stream.ViewerLimits;
import io.linkmic.origin.telemetry.OriginMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts of the origin. Only named auto-configurations are used: the origin also runs inside
 * {@code standalone}, whose class path would otherwise bring a servlet container along.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OriginProperties.class)
@ImportAutoConfiguration({
  ApplicationAvailabilityAutoConfiguration.class,
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class
})
class OriginConfiguration {

  @Bean
  OriginFigures originFigures() {
    return new OriginFigures();
  }

  @Bean
  ViewerLimits viewerLimits(OriginProperties properties) {
    OriginProperties.Viewers viewers = properties.viewers();
    return new ViewerLimits(
        viewers.queueSize().toBytes(), viewers.queueTime(), viewers.slowTimeout());
  }

  @Bean
  StreamDirectory streamDirectory(OriginProperties properties, OriginFigures figures) {
    OriginProperties.Streams streams = properties.streams();
    StreamLimits limits =
        new StreamLimits(
            streams.max(),
            streams.takeoverAfter(),
            streams.reconnectGrace(),
            streams.gopMaxSize().toBytes(),
            streams.gopMaxTime(),
            streams.waitingViewers(),
            streams.waitingTime(),
            streams.audioDelay());
    return new StreamDirectory(limits, figures, System::nanoTime, InstantSource.system());
  }

  /** Signed addresses stand before the shared secret: where both are set, both are needed. */
  @Bean
  @ConditionalOnMissingBean
  PublishAuthorizer publishAuthorizer(OriginProperties properties, StreamDoorkeeper doorkeeper) {
    OriginProperties.Rtmp rtmp = properties.rtmp();
    // A signature says more than the address a publisher comes from.
    boolean open = rtmp.openPublishing() || doorkeeper.asks();
    SharedSecretAuthorizer shared = new SharedSecretAuthorizer(rtmp.publishSecret(), open);
    return (key, parameters, peer) ->
        doorkeeper.mayPublish(key, parameters) && shared.mayPublish(key, parameters, peer);
  }

  @Bean
  StreamDoorkeeper streamDoorkeeper(OriginProperties properties) {
    List<String> secrets =
        Stream.of(properties.signingSecret(), properties.previousSigningSecret())
            .filter(secret -> !secret.isBlank())
            .toList();
    return secrets.isEmpty()
        ? StreamDoorkeeper.open()
        : StreamDoorkeeper.signed(new StreamSignature(secrets), InstantSource.system());
  }

  @Bean
  RtmpDoor rtmpDoor(
      OriginProperties properties,
      StreamDirectory streams,
      PublishAuthorizer authorizer,
      StreamDoorkeeper doorkeeper,
      OriginFigures figures,
      ViewerLimits viewerLimits) {
    OriginProperties.Rtmp rtmp = properties.rtmp();
    RtmpSettings settings =
        new RtmpSettings(
            Math.toIntExact(rtmp.chunkSize().toBytes()),
            Math.toIntExact(rtmp.maxMessageSize().toBytes()),
            rtmp.maxConnections(),
            rtmp.setupTimeout(),
            rtmp.publisherTimeout(),
            viewerLimits);
    return new RtmpDoor(
        streams, settings, authorizer, doorkeeper, figures, System::nanoTime, new SecureRandom());
  }

  @Bean
  PrometheusMeterRegistry originMeterRegistry(OriginFigures figures, StreamDirectory streams) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new OriginMetrics(figures, streams).bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }

  /** A bean of its own, because it holds listeners that must be closed. */
  @Bean
  JvmGcMetrics originGcMetrics(PrometheusMeterRegistry registry) {
    JvmGcMetrics metrics = new JvmGcMetrics();
    metrics.bindTo(registry);
    return metrics;
  }

  @Bean
  OperatorPages operatorPages(
      ApplicationAvailability availability, PrometheusMeterRegistry registry) {
    return new SpringPages(availability, registry);
  }

  @Bean
  HttpDoor httpDoor(
      OriginProperties properties,
      StreamDirectory streams,
      OperatorPages pages,
      StreamDoorkeeper doorkeeper,
      OriginFigures figures,
      ViewerLimits viewerLimits) {
    OriginProperties.Http http = properties.http();
    HttpSettings settings =
        new HttpSettings(
            http.maxConnections(), http.requestTimeout(), http.statusForAll(), viewerLimits);
    return new HttpDoor(streams, settings, pages, doorkeeper, figures, System::nanoTime);
  }

  @Bean
  OriginServer originServer(
      OriginProperties properties, StreamDirectory streams, RtmpDoor rtmpDoor, HttpDoor httpDoor) {
    return new OriginServer(properties, streams, rtmpDoor, httpDoor);
  }
}
