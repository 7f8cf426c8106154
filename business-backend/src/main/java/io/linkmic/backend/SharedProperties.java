package io.linkmic.backend;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linkmic.*}: what every service of one installation is told alike.
 *
 * @param apiKeys key → secret of at least 32 bytes
 * @param devKeysAllowed whether the laptop's {@code devkey} may be among them
 * @param operatorKeys the API keys that may see the whole fleet, and everybody's broadcasts
 */
@ConfigurationProperties("linkmic")
public record SharedProperties(
    @DefaultValue Map<String, String> apiKeys,
    @DefaultValue("false") boolean devKeysAllowed,
    @DefaultValue Set<String> operatorKeys) {

  @Override
  public String toString() {
    return "SharedProperties[apiKeys=" + apiKeys.keySet() + ", operatorKeys=" + operatorKeys + "]";
  }
}
