package io.linkmic.api.webhook;

import io.linkmic.contract.address.HttpUrlRules;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linkmic.webhook.*}.
 *
 * @param allowPrivateAddresses whether events may go to loopback and private networks; then also by
 *     http and to any port
 * @param allowedPorts null for the usual ones
 */
@ConfigurationProperties("linkmic.webhook")
record WebhookProperties(
    @DefaultValue("false") boolean allowPrivateAddresses, @Nullable Set<Integer> allowedPorts) {

  HttpUrlRules rules() {
    return HttpUrlRules.usual(
        "linkmic.webhook.allow-private-addresses",
        allowPrivateAddresses,
        allowedPorts == null ? HttpUrlRules.USUAL_PORTS : allowedPorts);
  }
}
