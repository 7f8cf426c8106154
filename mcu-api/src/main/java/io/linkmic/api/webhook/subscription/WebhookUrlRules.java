package io.linkmic.api.webhook.subscription;

import io.linkmic.api.webhook.subscription.WebhookUrl.Allowed;
import io.linkmic.api.webhook.subscription.WebhookUrl.Reason;
import io.linkmic.api.webhook.subscription.WebhookUrl.Refused;
import io.linkmic.contract.address.GlobalAddresses;
import io.linkmic.contract.address.HostNames;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The guard against server-side request forgery. Any thread that may wait for DNS. */
public final class WebhookUrlRules {
  /** HTTPS and its usual neighbour. */
  public static final Set<Integer> USUAL_PORTS = Set.of(443, 8443);

  // What every server and proxy on the way accepts.
  static final int MAXIMUM_LENGTH = 2048;

  /** Printable ASCII without space, quotes and backslash: no CR/LF, nothing that is read twice. */
  private static final Pattern HARMLESS = Pattern.compile("[!#-&(-;=?-\\[\\]_a-z~]+");

  private final boolean privateAddressesAllowed;
  private final Set<Integer> allowedPorts;
  private final Resolver resolver;

  /** Name to addresses; tests inject theirs. */
  @FunctionalInterface
  public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /**
   * @param privateAddressesAllowed {@code linkmic.webhook.allow-private-addresses}: also allows
   *     http and any port
   */
  public WebhookUrlRules(
      boolean privateAddressesAllowed, Set<Integer> allowedPorts, Resolver resolver) {
    this.privateAddressesAllowed = privateAddressesAllowed;
    this.allowedPorts = Set.copyOf(allowedPorts);
    this.resolver = resolver;
  }

  /** With the system's resolver. */
  public static WebhookUrlRules usual(boolean privateAddressesAllowed, Set<Integer> allowedPorts) {
    return new WebhookUrlRules(
        privateAddressesAllowed, allowedPorts, host -> List.of(InetAddress.getAllByName(host)));
  }

  public WebhookUrl check(String url) {
    if (url.length() > MAXIMUM_LENGTH || !HARMLESS.matcher(url).matches()) {
      return refused(
          Reason.MALFORMED,
          "The webhook's URL is empty, too long or has characters it must not have.");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return refused(Reason.MALFORMED, "The webhook's URL is not a URL.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(privateAddressesAllowed && scheme.equals("http"))) {
      return refused(Reason.SCHEME_NOT_ALLOWED, "The webhook's URL must begin with https://.");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      return refused(
          Reason.CREDENTIALS_NOT_ALLOWED,
          "The webhook's URL must not carry a user name or '@': verify the signature instead.");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null) {
      return refused(Reason.MALFORMED, "The webhook's URL has no usable host, or a fragment.");
    }
    return checkHost(uri, scheme.equals("https"));
  }

  private WebhookUrl checkHost(URI uri, boolean tls) {
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    if (port == 0 || port > 65_535 || (!privateAddressesAllowed && !allowedPorts.contains(port))) {
      return refused(Reason.PORT_NOT_ALLOWED, "Port " + port + " is not allowed for webhooks.");
    }
    String host = uri.getHost();
    boolean literal6 = host.startsWith("[");
    if (literal6) {
      host = host.substring(1, host.length() - 1);
    }
    if (literal6 ? host.indexOf('%') >= 0 : !HostNames.isHostName(host)) {
      return refused(Reason.MALFORMED, "The webhook's host is not a host name or address.");
    }
    return resolve(uri, tls, host, port);
  }

  private WebhookUrl resolve(URI uri, boolean tls, String host, int port) {
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    if (addresses.isEmpty()) {
      return refused(Reason.UNKNOWN_HOST, "The webhook's host " + host + " cannot be resolved.");
    }
    // One private address among public ones is a rebinding attempt or a broken zone: refuse all.
    if (!privateAddressesAllowed && !addresses.stream().allMatch(GlobalAddresses::isGlobal)) {
      return refused(
          Reason.ADDRESS_NOT_ALLOWED,
          "The webhook's host "
              + host
              + " has a private or reserved address; linkmic.webhook.allow-private-addresses=true"
              + " allows that.");
    }
    return new Allowed(uri, tls, host, port, List.copyOf(addresses));
  }

  private static Refused refused(Reason reason, String message) {
    return new Refused(reason, message);
  }
}
