package io.linkmic.contract.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The guard against server-side request forgery, whatever the scheme: an honest host, a usual port,
 * only addresses that the whole Internet can reach. Any thread; {@link #resolve} waits for DNS.
 */
public final class DestinationRules {
  /** What servers, proxies and FFmpeg accept; CDNs' signed URLs stay below 1000. */
  public static final int MAXIMUM_LENGTH = 2048;

  /** Printable ASCII without space, quotes and backslash: no CR/LF, nothing that is read twice. */
  private static final Pattern HARMLESS = Pattern.compile("[!#-&(-;=?-\\[\\]_a-z~]+");

  private final String kind;
  private final SortedMap<String, Integer> schemes;
  private final IntPredicate ports;
  private final String switchName;
  private final boolean privateAddressesAllowed;
  private final HostResolver resolver;

  /**
   * @param kind for sentences: {@code "egress "}, or empty
   * @param schemes that are allowed, each with its usual port
   * @param switchName the setting that allows private addresses, for the sentence that refuses one
   */
  public DestinationRules(
      String kind,
      SortedMap<String, Integer> schemes,
      IntPredicate ports,
      String switchName,
      boolean privateAddressesAllowed,
      HostResolver resolver) {
    this.kind = kind;
    this.schemes = schemes;
    this.ports = ports;
    this.switchName = switchName;
    this.privateAddressesAllowed = privateAddressesAllowed;
    this.resolver = resolver;
  }

  /** Judges the text alone. */
  public Destination.Naming name(String url) {
    if (url.length() > MAXIMUM_LENGTH || !HARMLESS.matcher(url).matches()) {
      return refused(
          UrlReason.MALFORMED,
          "The " + kind + "URL is empty, too long or has characters it must not have.");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return refused(UrlReason.MALFORMED, "The " + kind + "URL is not a URL.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    Integer usualPort = schemes.get(scheme);
    if (usualPort == null) {
      String known =
          schemes.keySet().stream().map(word -> word + "://").collect(Collectors.joining(" or "));
      return refused(
          UrlReason.SCHEME_NOT_ALLOWED, "The " + kind + "URL must begin with " + known + ".");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      return refused(
          UrlReason.CREDENTIALS_NOT_ALLOWED,
          "The " + kind + "URL must not carry a user name or '@'.");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null) {
      return refused(UrlReason.MALFORMED, "The " + kind + "URL has no usable host, or a fragment.");
    }
    return name(uri, scheme, uri.getPort() >= 0 ? uri.getPort() : usualPort);
  }

  private Destination.Naming name(URI uri, String scheme, int port) {
    if (port == 0 || port > 65_535 || !ports.test(port)) {
      return refused(
          UrlReason.PORT_NOT_ALLOWED, "Port " + port + " is not allowed in the " + kind + "URL.");
    }
    String host = uri.getHost();
    boolean literal6 = host.startsWith("[");
    if (literal6) {
      host = host.substring(1, host.length() - 1);
    }
    if (literal6 ? host.indexOf('%') >= 0 : !HostNames.isHostName(host)) {
      return refused(
          UrlReason.MALFORMED, "The " + kind + "URL's host is not a host name or address.");
    }
    return new Destination.Named(uri, scheme, host, port);
  }

  /** Asks DNS, once. */
  public Destination.Resolving resolve(Destination.Named named) {
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(named.host());
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    if (addresses.isEmpty()) {
      return refused(
          UrlReason.UNKNOWN_HOST, "The " + kind + "host " + named.host() + " cannot be resolved.");
    }
    // One private address among public ones is a rebinding attempt or a broken zone: refuse all.
    if (!privateAddressesAllowed && !addresses.stream().allMatch(GlobalAddresses::isGlobal)) {
      return refused(
          UrlReason.ADDRESS_NOT_ALLOWED,
          "The "
              + kind
              + "host "
              + named.host()
              + " has a private or reserved address; "
              + switchName
              + "=true allows that.");
    }
    return new Destination.Found(List.copyOf(addresses));
  }

  private static Destination.Refused refused(UrlReason reason, String message) {
    return new Destination.Refused(reason, message);
  }
}
