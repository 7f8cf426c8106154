package io.linkmic.dns;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linkmic.*}.
 *
 * @param apiKeys key → secret
 * @param operatorKeys keys that may see explanations
 */
@Validated
@ConfigurationProperties("linkmic")
record DnsProperties(
    @NotNull URI redisUrl,
    @DefaultValue Map<String, String> apiKeys,
    @DefaultValue("false") boolean devKeysAllowed,
    @DefaultValue Set<String> operatorKeys,
    @DefaultValue @Valid Dns dns) {

  /**
   * {@code linkmic.dns.*}.
   *
   * @param port 0 for any free one
   * @param refresh between two pictures of the fleet
   * @param fullAtCpu share of the processors at which a node is full; 0 for never
   * @param geoipDatabase a MaxMind .mmdb, City or alike
   * @param geoipRegions {@code cn-bj} or {@code cn} → our region
   * @param networks where clients are, by network
   * @param trustedProxies whose X-Forwarded-For counts
   * @param selectionsPerSecond of one address in the long run; 0 for no limit
   */
  record Dns(
      @DefaultValue("0.0.0.0") @NotBlank String bindAddress,
      @DefaultValue("8082") @Min(0) @Max(65535) int port,
      @DefaultValue("500ms") @NotNull Duration refresh,
      @DefaultValue("0.8") double fullAtCpu,
      @Nullable Path geoipDatabase,
      @DefaultValue Map<String, String> geoipRegions,
      @DefaultValue List<Network> networks,
      @DefaultValue List<String> trustedProxies,
      @DefaultValue("20") @Min(0) int selectionsPerSecond,
      @DefaultValue("200") @Min(1) int selectionBurst,
      @DefaultValue("false") boolean limitLoopback,
      @DefaultValue("10000") @Min(1) int maxConnections) {}

  /**
   * @param cidr {@code 192.0.2.0/24}
   */
  record Network(
      @NotBlank String cidr, @NotBlank String region, @DefaultValue("") @NotNull String isp) {}

  @Override
  public String toString() {
    return "DnsProperties[dns=" + dns + "]";
  }
}
