package io.linkmic.dns;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.dns.http.DnsDoor;
import io.linkmic.dns.picture.PictureKeeper;
import io.linkmic.dns.picture.PictureSource;
import io.linkmic.dns.place.Cidr;
import io.linkmic.dns.place.ClientAddresses;
import io.linkmic.dns.place.GeoDatabase;
import io.linkmic.dns.place.NetworkTable;
import io.linkmic.dns.place.Places;
import io.linkmic.dns.select.Selector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts of mcu-dns. Only named auto-configurations are used: it also runs inside {@code
 * standalone}, whose class path would otherwise bring a servlet container along.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DnsProperties.class)
@ImportAutoConfiguration({
  ApplicationAvailabilityAutoConfiguration.class,
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class
})
class DnsConfiguration {

  @Bean
  ClusterRedis clusterRedis(DnsProperties properties) {
    try {
      return ClusterRedis.connect(RedisSettings.of(properties.redisUrl(), "mcu-dns"));
    } catch (IllegalArgumentException e) {
      // The cause may tell the password.
      throw new DnsServer.Unusable("linkmic.redis-url is not a redis:// URL.", null);
    }
  }

  @Bean
  Selector selector(DnsProperties properties) {
    return new Selector(
        System.nanoTime(), new Selector.Rules(properties.dns().fullAtCpu(), DnsDoor::card));
  }

  @Bean
  PictureKeeper pictureKeeper(ClusterRedis redis, Selector selector, DnsProperties properties) {
    return new PictureKeeper(
        new PictureSource(redis),
        picture -> selector.show(picture, System.nanoTime()),
        properties.dns().refresh(),
        System::nanoTime);
  }

  @Bean
  Places places(DnsProperties properties) {
    DnsProperties.Dns dns = properties.dns();
    List<NetworkTable.Entry> entries =
        dns.networks().stream()
            .map(network ->
                new NetworkTable.Entry(
                    cidr("linkmic.dns.networks", network.cidr()), network.region(), network.isp()))
            .toList();
    return new Places(database(dns), new NetworkTable(entries));
  }

  private static @Nullable GeoDatabase database(DnsProperties.Dns dns) {
    if (dns.geoipDatabase() == null) {
      return null;
    }
    try {
      return GeoDatabase.open(dns.geoipDatabase(), dns.geoipRegions());
    } catch (IOException | RuntimeException e) {
      throw new DnsServer.Unusable(
          "The GeoIP database "
              + dns.geoipDatabase()
              + " cannot be read; see linkmic.dns.geoip-database.",
          e);
    }
  }

  private static Cidr cidr(String setting, String text) {
    return Cidr.parse(text)
        .orElseThrow(
            () -> new DnsServer.Unusable(text + " in " + setting + " is not a network.", null));
  }

  @Bean
  PrometheusMeterRegistry dnsMeterRegistry(PictureKeeper keeper, Selector selector) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Gauge.builder("linkmic.dns.picture.age.seconds", keeper, PictureKeeper::ageSeconds)
        .register(registry);
    Gauge.builder("linkmic.dns.leases", keeper, PictureKeeper::rooms).register(registry);
    Gauge.builder("linkmic.dns.nodes", selector, Selector::nodes)
        .description("Nodes in the picture")
        .register(registry);
    Gauge.builder("linkmic.dns.nodes.open", selector, Selector::openNodes)
        .description("Nodes that take new rooms, as far as no question is needed to know")
        .register(registry);
    Gauge.builder("linkmic.dns.rooms.remembered", selector, Selector::remembered)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  @Bean
  DnsDoor dnsDoor(
      DnsProperties properties,
      Selector selector,
      Places places,
      PictureKeeper keeper,
      ApplicationAvailability availability,
      PrometheusMeterRegistry registry) {
    DnsProperties.Dns dns = properties.dns();
    List<Cidr> proxies =
        dns.trustedProxies().stream()
            .map(text -> cidr("linkmic.dns.trusted-proxies", text))
            .toList();
    ApiKeys keys = ApiKeys.of(properties.apiKeys(), properties.devKeysAllowed());
    for (String operator : properties.operatorKeys()) {
      if (keys.secret(operator).isEmpty()) {
        throw new DnsServer.Unusable(
            "linkmic.operator-keys names '" + operator + "', which is not in linkmic.api-keys.",
            null);
      }
    }
    return new DnsDoor(
        new DnsDoor.Parts(
            selector,
            places,
            new ClientAddresses(proxies),
            keys,
            properties.operatorKeys(),
            new DnsDoor.Limit(dns.selectionsPerSecond(), dns.selectionBurst(), dns.limitLoopback()),
            () -> availability.getLivenessState() == LivenessState.CORRECT,
            keeper::known,
            registry::scrape,
            counts(registry),
            System::nanoTime),
        dns.maxConnections());
  }

  private static DnsDoor.Counts counts(PrometheusMeterRegistry registry) {
    Map<DnsDoor.Outcome, Counter> counters = new EnumMap<>(DnsDoor.Outcome.class);
    for (DnsDoor.Outcome outcome : DnsDoor.Outcome.values()) {
      counters.put(outcome, registry.counter("linkmic.dns.selections", "outcome", outcome.word()));
    }
    return outcome -> Objects.requireNonNull(counters.get(outcome)).increment();
  }

  @Bean
  DnsServer dnsServer(DnsProperties properties, DnsDoor door, PictureKeeper keeper) {
    return new DnsServer(properties.dns(), door, keeper);
  }
}
