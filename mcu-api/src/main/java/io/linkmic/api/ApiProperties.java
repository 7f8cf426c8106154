package io.linkmic.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code linkmic.*}.
 *
 * @param apiKeys key → secret of at least 32 bytes
 * @param operatorKeys those of them that may see and steer the fleet
 * @param devKeysAllowed whether the key that everyone knows is accepted
 * @param redisUrl where the services meet
 * @param serviceToken what the nodes expect from their services
 * @param defaultEgress target of a room created without one; null for none
 */
@Validated
@ConfigurationProperties("linkmic")
public record ApiProperties(
    @DefaultValue Map<String, String> apiKeys,
    @DefaultValue Set<String> operatorKeys,
    @DefaultValue("false") boolean devKeysAllowed,
    @NotNull URI redisUrl,
    @NotBlank String serviceToken,
    @Nullable String defaultEgress,
    @DefaultValue Egress egress,
    @DefaultValue Layout layout,
    @DefaultValue Api api) {

  /**
   * {@code linkmic.egress.*}.
   *
   * @param allowPrivateAddresses whether rooms may push to loopback and private networks
   * @param allowedPorts empty for any; null for the usual ones
   */
  public record Egress(
      @DefaultValue("false") boolean allowPrivateAddresses, @Nullable Set<Integer> allowedPorts) {}

  /**
   * {@code linkmic.layout.*}.
   *
   * @param allowPrivateAddresses whether layouts' images may be on loopback and private networks,
   *     also by http
   */
  public record Layout(@DefaultValue("false") boolean allowPrivateAddresses) {}

  /**
   * {@code linkmic.api.*}.
   *
   * @param roomsPerKey most rooms of one API key; 200,000 of 1 KB are what Redis should hold of one
   *     tenant
   * @param requestsPerSecond of one API key at one instance; a backend that creates 100 broadcasts
   *     a second asks half as much
   */
  public record Api(
      @DefaultValue("200000") @Min(1) @Max(10_000_000) int roomsPerKey,
      @DefaultValue("200") @Min(1) @Max(1_000_000) int requestsPerSecond) {}

  @Override
  public String toString() {
    return "ApiProperties[apiKeys=" + apiKeys.keySet() + ", operatorKeys=" + operatorKeys + "]";
  }
}
