package io.linkmic.node;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linkmic.*}: what every service of one installation is told alike.
 *
 * @param apiKeys key → secret of at least 32 bytes
 * @param redisUrl where the services meet; null for a node that runs alone
 * @param devKeysAllowed whether the laptop's {@code devkey} may be among them
 */
@ConfigurationProperties("linkmic")
public record SharedProperties(
    @DefaultValue Map<String, String> apiKeys,
    @DefaultValue("false") boolean devKeysAllowed,
    @Nullable URI redisUrl,
    @DefaultValue Egress egress,
    @DefaultValue Layout layout) {

  /**
   * {@code linkmic.egress.*}.
   *
   * @param allowPrivateAddresses whether programs may be pushed to this machine and its network
   * @param allowedPorts empty for any; null for 80, 443, 1935 and 1936, or any where private
   *     addresses are allowed
   */
  public record Egress(
      @DefaultValue("false") boolean allowPrivateAddresses, @Nullable Set<Integer> allowedPorts) {}

  /**
   * {@code linkmic.layout.*}.
   *
   * @param allowPrivateAddresses whether layouts' images may be on this machine and its network,
   *     also by http
   */
  public record Layout(@DefaultValue("false") boolean allowPrivateAddresses) {}

  @Override
  public String toString() {
    return "SharedProperties[apiKeys=" + apiKeys.keySet() + ", egress=" + egress + "]";
  }
}
