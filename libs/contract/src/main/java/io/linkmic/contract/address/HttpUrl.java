package io.linkmic.contract.address;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** What became of an HTTP URL that a stranger named. */
public sealed interface HttpUrl {

  /**
   * It may be asked.
   *
   * @param host as written, without brackets; what TLS must verify
   * @param addresses those to connect to; the name is not resolved a second time. Never empty
   */
  record Allowed(URI uri, boolean tls, String host, int port, List<InetAddress> addresses)
      implements HttpUrl {}

  /**
   * @param message one sentence for a person
   */
  record Refused(UrlReason reason, String message) implements HttpUrl {}
}
