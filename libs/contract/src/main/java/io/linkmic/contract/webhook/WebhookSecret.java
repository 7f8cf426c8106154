package io.linkmic.contract.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric webhook secret, {@code whsec_<base64>}. {@link #toString} does not tell it. Any
 * thread.
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";

  // Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)".
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  // As long as the hash: more bits would not make HMAC-SHA256 harder to forge.
  private static final int USUAL_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;
  private final SecretKeySpec key;

  private WebhookSecret(String text, byte[] bytes) {
    this.text = text;
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** A new one of 256 random bits. */
  public static WebhookSecret random() {
    byte[] bytes = new byte[USUAL_BYTES];
    RANDOM.nextBytes(bytes);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes), bytes);
  }

  /** Empty unless the text is {@code whsec_} and base64 of 24 to 64 bytes. */
  public static Optional<WebhookSecret> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return bytes.length < FEWEST_BYTES || bytes.length > MOST_BYTES
          ? Optional.empty()
          : Optional.of(new WebhookSecret(text, bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code whsec_…}: to be shown once to its owner, and stored. */
  public String text() {
    return text;
  }

  byte[] hmac(String id, long timestampSeconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
