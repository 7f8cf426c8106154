package io.linkmic.contract.webhook;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The sender's half: three headers around a body. Any thread. */
public final class WebhookSignature {
  /** The event's id, the same on every try: what a receiver remembers to be idempotent. */
  public static final String ID_HEADER = "webhook-id";

  /** When this try was signed, in seconds since 1970. */
  public static final String TIMESTAMP_HEADER = "webhook-timestamp";

  /** {@code v1,<base64>}, several separated by spaces. */
  public static final String SIGNATURE_HEADER = "webhook-signature";

  static final String VERSION = "v1,";

  private WebhookSignature() {}

  /**
   * The signature header: HMAC-SHA256 over {@code id.timestamp.body} by each secret.
   *
   * @param secrets the newest first; two while one replaces the other
   * @param body exactly the bytes that are sent
   */
  public static String sign(List<WebhookSecret> secrets, String id, Instant at, byte[] body) {
    return secrets.stream()
        .map(secret -> secret.hmac(id, at.getEpochSecond(), body))
        .map(mac -> VERSION + Base64.getEncoder().encodeToString(mac))
        .collect(Collectors.joining(" "));
  }
}
