package io.linkmic.contract.address;

import io.linkmic.contract.address.HttpUrl.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The guard against server-side request forgery by HTTP URL: https, an honest host, a usual port,
 * only addresses that the whole Internet can reach. Any thread that may wait for DNS.
 */
public final class HttpUrlRules {
  /** HTTPS and its usual neighbour. */
  public static final Set<Integer> USUAL_PORTS = Set.of(443, 8443);

  /** What every server and proxy on the way accepts. */
  static final int MAXIMUM_LENGTH = 2048;

  /** Printable ASCII without space, quotes and backslash: no CR/LF, nothing that is read twice. */
  private static final Pattern HARMLESS = Pattern.compile("[!#-&(-;=?-\\[\\]_a-z~]+");

  private final String switchName;
  private final boolean privateAddressesAllowed;
  private final Set<Integer> allowedPorts;
  private final Resolver resolver;

  /** Name to addresses; tests inject theirs. */
  @FunctionalInterface
  public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /**
   * @param switchName the setting that allows private addresses, for the sentence that refuses one
   * @param privateAddressesAllowed also allows http and any port
   */
  public HttpUrlRules(
      String switchName,
      boolean privateAddressesAllowed,
      Set<Integer> allowedPorts,
      Resolver resolver) {
    this.switchName = switchName;
    this.privateAddressesAllowed = privateAddressesAllowed;
    this.allowedPorts = Set.copyOf(allowedPorts);
    this.resolver = resolver;
  }

  /** With the system's resolver. */
  public static HttpUrlRules usual(
      String switchName, boolean privateAddressesAllowed, Set<Integer> allowedPorts) {
    return new HttpUrlRules(
        switchName,
        privateAddressesAllowed,
        allowedPorts,
        host -> List.of(InetAddress.getAllByName(host)));
  }

  public HttpUrl check(String url) {
    if (url.length() > MAXIMUM_LENGTH || !HARMLESS.matcher(url).matches()) {
      return refused(
          Reason.MALFORMED, "The URL is empty, too long or has characters it must not have.");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return refused(Reason.MALFORMED, "The URL is not a URL.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(privateAddressesAllowed && scheme.equals("http"))) {
      return refused(Reason.SCHEME_NOT_ALLOWED, "The URL must begin with https://.");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      return refused(Reason.CREDENTIALS_NOT_ALLOWED, "The URL must not carry a user name or '@'.");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null) {
      return refused(Reason.MALFORMED, "The URL has no usable host, or a fragment.");
    }
    return checkHost(uri, scheme.equals("https"));
  }

  private HttpUrl checkHost(URI uri, boolean tls) {
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    if (port == 0 || port > 65_535 || (!privateAddressesAllowed && !allowedPorts.contains(port))) {
      return refused(Reason.PORT_NOT_ALLOWED, "Port " + port + " is not allowed.");
    }
    String host = uri.getHost();
    boolean literal6 = host.startsWith("[");
    if (literal6) {
      host = host.substring(1, host.length() - 1);
    }
    if (literal6 ? host.indexOf('%') >= 0 : !HostNames.isHostName(host)) {
      return refused(Reason.MALFORMED, "The URL's host is not a host name or address.");
    }
    return resolve(uri, tls, host, port);
  }

  private HttpUrl resolve(URI uri, boolean tls, String host, int port) {
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    if (addresses.isEmpty()) {
      return refused(Reason.UNKNOWN_HOST, "The host " + host + " cannot be resolved.");
    }
    // One private address among public ones is a rebinding attempt or a broken zone: refuse all.
    if (!privateAddressesAllowed && !addresses.stream().allMatch(GlobalAddresses::isGlobal)) {
      return refused(
          Reason.ADDRESS_NOT_ALLOWED,
          "The host "
              + host
              + " has a private or reserved address; "
              + switchName
              + "=true allows that.");
    }
    return new HttpUrl.Allowed(uri, tls, host, port, List.copyOf(addresses));
  }

  private static HttpUrl refused(Reason reason, String message) {
    return new HttpUrl.Refused(reason, message);
  }
}
