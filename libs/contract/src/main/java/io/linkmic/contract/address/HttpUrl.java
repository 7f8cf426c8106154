package io.linkmic.contract.address;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

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
  record Refused(Reason reason, String message) implements HttpUrl {}

  /** Stable codes. */
  enum Reason {
    MALFORMED,
    SCHEME_NOT_ALLOWED,
    CREDENTIALS_NOT_ALLOWED,
    PORT_NOT_ALLOWED,
    UNKNOWN_HOST,
    ADDRESS_NOT_ALLOWED;

    /** {@code port-not-allowed} for {@code PORT_NOT_ALLOWED}. */
    public String kebab() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
