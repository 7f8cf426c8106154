package io.linkmic.standalone.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param apiKeys key → secret
 * @param devKeysAllowed whether the key that everyone knows is accepted
 * @param nodeUrl where mcu-node's internal HTTP is
 * @param serviceToken what the node expects from its services
 * @param defaultEgress target of a room created without one; {@code {roomId}} is filled in
 */
@Validated
@ConfigurationProperties("linkmic")
record ApiProperties(
    Map<String, String> apiKeys,
    @DefaultValue("false") boolean devKeysAllowed,
    @NotNull URI nodeUrl,
    @NotBlank String serviceToken,
    @DefaultValue("rtmp://127.0.0.1:1935/live/{roomId}") String defaultEgress,
    @DefaultValue Egress egress) {

  /**
   * @param allowPrivateAddresses whether rooms may push to loopback and private networks
   */
  record Egress(@DefaultValue("false") boolean allowPrivateAddresses) {}

  @Override
  public String toString() {
    return "ApiProperties[nodeUrl=" + nodeUrl + "]";
  }
}
