package io.linkmic.contract.address;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges HTTPS URLs that strangers name. Any thread that may wait for DNS. */
public final class HttpUrlRules {
  /** HTTPS and its usual neighbour. */
  public static final Set<Integer> USUAL_PORTS = Set.of(443, 8443);

  private final DestinationRules rules;

  /**
   * @param switchName the setting that allows private addresses, for the sentence that refuses one
   * @param privateAddressesAllowed also allows http and any port
   */
  public HttpUrlRules(
      String switchName,
      boolean privateAddressesAllowed,
      Set<Integer> allowedPorts,
      HostResolver resolver) {
    Set<Integer> ports = Set.copyOf(allowedPorts);
    rules =
        new DestinationRules(
            "",
            new TreeMap<>(
                privateAddressesAllowed ? Map.of("https", 443, "http", 80) : Map.of("https", 443)),
            port -> privateAddressesAllowed || ports.contains(port),
            switchName,
            privateAddressesAllowed,
            resolver);
  }

  /** With the system's resolver. */
  public static HttpUrlRules usual(
      String switchName, boolean privateAddressesAllowed, Set<Integer> allowedPorts) {
    return new HttpUrlRules(
        switchName, privateAddressesAllowed, allowedPorts, HostResolver.system());
  }

  public HttpUrl check(String url) {
    return switch (rules.name(url)) {
      case Destination.Refused refused -> refused(refused);
      case Destination.Named named ->
          switch (rules.resolve(named)) {
            case Destination.Refused refused -> refused(refused);
            case Destination.Found(var addresses) ->
                new HttpUrl.Allowed(
                    named.uri(),
                    named.scheme().equals("https"),
                    named.host(),
                    named.port(),
                    addresses);
          };
    };
  }

  private static HttpUrl refused(Destination.Refused refused) {
    return new HttpUrl.Refused(refused.reason(), refused.message());
  }
}
