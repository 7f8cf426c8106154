package io.linkmic.contract.egress;

import io.linkmic.contract.address.Destination;
import io.linkmic.contract.address.DestinationRules;
import io.linkmic.contract.address.HostResolver;
import io.linkmic.contract.address.UrlReason;
import io.linkmic.contract.egress.EgressUrlVerdict.Allowed;
import io.linkmic.contract.egress.EgressUrlVerdict.Refused;
import io.linkmic.contract.redaction.Redacted;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges RTMP URLs. Any thread that may wait for DNS. */
public final class EgressUrlRules {
  /** RTMP, RTMPS and the ports on which CDNs tunnel through firewalls. */
  public static final Set<Integer> USUAL_PORTS = Set.of(80, 443, 1935, 1936);

  private final DestinationRules rules;

  /**
   * @param allowedPorts empty for any port
   * @param privateAddressesAllowed {@code linkmic.egress.allow-private-addresses}
   */
  public EgressUrlRules(
      Set<Integer> allowedPorts, boolean privateAddressesAllowed, HostResolver resolver) {
    Set<Integer> ports = Set.copyOf(allowedPorts);
    rules =
        new DestinationRules(
            "egress ",
            new TreeMap<>(Map.of("rtmp", 1935, "rtmps", 443)),
            port -> ports.isEmpty() || ports.contains(port),
            "linkmic.egress.allow-private-addresses",
            privateAddressesAllowed,
            resolver);
  }

  /** The usual rules, with the system's resolver. */
  public static EgressUrlRules usual(boolean privateAddressesAllowed) {
    return new EgressUrlRules(
        privateAddressesAllowed ? Set.of() : USUAL_PORTS,
        privateAddressesAllowed,
        HostResolver.system());
  }

  public EgressUrlVerdict check(String url) {
    return switch (rules.name(url)) {
      case Destination.Refused refused -> refused(refused);
      case Destination.Named named -> check(named);
    };
  }

  private EgressUrlVerdict check(Destination.Named named) {
    String path = named.uri().getRawPath() == null ? "" : named.uri().getRawPath();
    int slash = path.lastIndexOf('/');
    if (slash < 2 || slash == path.length() - 1 || path.contains("//") || path.contains("/..")) {
      return new Refused(
          UrlReason.MALFORMED, "The egress URL must look like rtmp://host/application/stream-key.");
    }
    String query = named.uri().getRawQuery() == null ? "" : "?" + named.uri().getRawQuery();
    return switch (rules.resolve(named)) {
      case Destination.Refused refused -> refused(refused);
      case Destination.Found(var addresses) ->
          new Allowed(
              named.scheme().equals("rtmps"),
              named.host(),
              named.port(),
              addresses.getFirst(),
              path.substring(1, slash),
              Redacted.streamKey(path.substring(slash + 1) + query));
    };
  }

  private static EgressUrlVerdict refused(Destination.Refused refused) {
    return new Refused(refused.reason(), refused.message());
  }
}
