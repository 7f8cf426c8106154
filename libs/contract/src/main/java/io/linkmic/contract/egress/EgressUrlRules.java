package io.linkmic.contract.egress;

import io.linkmic.contract.address.GlobalAddresses;
import io.linkmic.contract.address.HostNames;
import io.linkmic.contract.egress.EgressUrlVerdict.Allowed;
import io.linkmic.contract.egress.EgressUrlVerdict.Reason;
import io.linkmic.contract.egress.EgressUrlVerdict.Refused;
import io.linkmic.contract.redaction.Redacted;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges RTMP URLs. Any thread that may wait for DNS. */
public final class EgressUrlRules {
  /** RTMP, RTMPS and the ports on which CDNs tunnel through firewalls. */
  public static final Set<Integer> USUAL_PORTS = Set.of(80, 443, 1935, 1936);

  /** FFmpeg's RTMP client cuts longer URLs; CDNs' signed ones stay below 1000. */
  static final int MAXIMUM_LENGTH = 2048;

  /** Printable ASCII without space, quotes and backslash: no CR/LF, nothing libavformat splits. */
  private static final Pattern HARMLESS = Pattern.compile("[!#-&(-;=?-\\[\\]_a-z~]+");

  private final Set<Integer> allowedPorts;
  private final boolean privateAddressesAllowed;
  private final HostResolver resolver;

  /** Name to addresses; tests inject theirs. */
  @FunctionalInterface
  public interface HostResolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /**
   * @param allowedPorts empty for any port
   * @param privateAddressesAllowed {@code linkmic.egress.allow-private-addresses}
   */
  public EgressUrlRules(
      Set<Integer> allowedPorts, boolean privateAddressesAllowed, HostResolver resolver) {
    this.allowedPorts = Set.copyOf(allowedPorts);
    this.privateAddressesAllowed = privateAddressesAllowed;
    this.resolver = resolver;
  }

  /** The usual rules, with the system's resolver. */
  public static EgressUrlRules usual(boolean privateAddressesAllowed) {
    return new EgressUrlRules(
        privateAddressesAllowed ? Set.of() : USUAL_PORTS,
        privateAddressesAllowed,
        host -> List.of(InetAddress.getAllByName(host)));
  }

  public EgressUrlVerdict check(String url) {
    if (url.length() > MAXIMUM_LENGTH || !HARMLESS.matcher(url).matches()) {
      return refused(
          Reason.MALFORMED,
          "The egress URL is empty, too long or has characters it must not have.");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return refused(Reason.MALFORMED, "The egress URL is not a URL.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("rtmp") && !scheme.equals("rtmps")) {
      return refused(
          Reason.SCHEME_NOT_ALLOWED, "The egress URL must begin with rtmp:// or rtmps://.");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      return refused(
          Reason.CREDENTIALS_NOT_ALLOWED, "The egress URL must not carry a user name or '@'.");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null) {
      return refused(Reason.MALFORMED, "The egress URL has no usable host.");
    }
    return checkParts(scheme.equals("rtmps"), uri);
  }

  private EgressUrlVerdict checkParts(boolean tls, URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    int slash = path.lastIndexOf('/');
    if (slash < 2 || slash == path.length() - 1 || path.contains("//") || path.contains("/..")) {
      return refused(
          Reason.MALFORMED, "The egress URL must look like rtmp://host/application/stream-key.");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 1935;
    if (port == 0 || port > 65_535 || (!allowedPorts.isEmpty() && !allowedPorts.contains(port))) {
      return refused(Reason.PORT_NOT_ALLOWED, "Port " + port + " is not allowed for egress.");
    }
    String host = uri.getHost();
    boolean literal6 = host.startsWith("[");
    if (literal6) {
      host = host.substring(1, host.length() - 1);
    }
    if (literal6 ? host.indexOf('%') >= 0 : !HostNames.isHostName(host)) {
      return refused(Reason.MALFORMED, "The egress URL's host is not a host name or address.");
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return resolve(tls, host, port, path.substring(1, slash), path.substring(slash + 1) + query);
  }

  private EgressUrlVerdict resolve(
      boolean tls, String host, int port, String application, String streamKey) {
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    if (addresses.isEmpty()) {
      return refused(Reason.UNKNOWN_HOST, "The egress host " + host + " cannot be resolved.");
    }
    // One private address among public ones is a rebinding attempt or a broken zone: refuse all.
    if (!privateAddressesAllowed && !addresses.stream().allMatch(GlobalAddresses::isGlobal)) {
      return refused(
          Reason.ADDRESS_NOT_ALLOWED,
          "The egress host "
              + host
              + " has a private or reserved address; linkmic.egress.allow-private-addresses=true"
              + " allows that.");
    }
    return new Allowed(
        tls, host, port, addresses.getFirst(), application, Redacted.streamKey(streamKey));
  }

  private static Refused refused(Reason reason, String message) {
    return new Refused(reason, message);
  }
}
