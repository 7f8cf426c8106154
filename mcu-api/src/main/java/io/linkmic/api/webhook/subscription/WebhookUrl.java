package io.linkmic.api.webhook.subscription;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** What became of a webhook's URL. */
public sealed interface WebhookUrl {

  /**
   * Something may be sent there.
   *
   * @param host as written, without brackets; what TLS must verify
   * @param addresses those to connect to; the name is not resolved a second time. Never empty
   */
  record Allowed(URI uri, boolean tls, String host, int port, List<InetAddress> addresses)
      implements WebhookUrl {}

  /**
   * @param message one sentence for a person
   */
  record Refused(Reason reason, String message) implements WebhookUrl {}

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
