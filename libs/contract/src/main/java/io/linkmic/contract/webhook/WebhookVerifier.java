package io.linkmic.contract.webhook;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's half: believes a body only after this. A receiver should also remember {@code
 * webhook-id}s, because every event comes at least once. Any thread.
 */
public final class WebhookVerifier {
  /** What Standard Webhooks' own libraries allow, in both directions. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  // Two secrets sign while one replaces the other; a sender may add other versions.
  private static final int MOST_SIGNATURES = 8;
  private static final int LONGEST_ID = 256;
  // Until the year 5138; longer would not fit an Instant.
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private final List<WebhookSecret> secrets;
  private final Duration tolerance;

  /**
   * @param secrets any of which may have signed; never empty
   */
  public WebhookVerifier(List<WebhookSecret> secrets) {
    this(secrets, TOLERANCE);
  }

  public WebhookVerifier(List<WebhookSecret> secrets, Duration tolerance) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("without a secret nothing can be verified");
    }
    this.secrets = List.copyOf(secrets);
    this.tolerance = tolerance;
  }

  /** What became of a delivery. */
  public sealed interface Verdict {
    /**
     * @param id to remember
     * @param sentAt when this try was signed
     */
    record Genuine(String id, Instant sentAt) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
  }

  /** Stable codes. */
  public enum Reason {
    MISSING_HEADERS,
    MALFORMED_HEADERS,
    TOO_OLD,
    FROM_THE_FUTURE,
    NO_MATCHING_SIGNATURE;

    /** {@code too-old} for {@code TOO_OLD}. */
    public String kebab() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param id {@code webhook-id}
   * @param timestamp {@code webhook-timestamp}
   * @param signatures {@code webhook-signature}
   * @param body the raw bytes as they came; borrowed for this call
   */
  public Verdict verify(
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body,
      Instant now) {
    if (id == null || timestamp == null || signatures == null) {
      return new Verdict.Refused(Reason.MISSING_HEADERS);
    }
    if (id.isEmpty() || id.length() > LONGEST_ID || !SECONDS.matcher(timestamp).matches()) {
      return new Verdict.Refused(Reason.MALFORMED_HEADERS);
    }
    Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (sentAt.isBefore(now.minus(tolerance))) {
      return new Verdict.Refused(Reason.TOO_OLD);
    }
    if (sentAt.isAfter(now.plus(tolerance))) {
      return new Verdict.Refused(Reason.FROM_THE_FUTURE);
    }
    return matches(id, sentAt.getEpochSecond(), signatures, body)
        ? new Verdict.Genuine(id, sentAt)
        : new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE);
  }

  private boolean matches(String id, long timestamp, String signatures, byte[] body) {
    List<byte[]> expected =
        secrets.stream().map(secret -> secret.hmac(id, timestamp, body)).toList();
    for (String signature : signatures.split(" ", MOST_SIGNATURES + 1)) {
      // Versions that this class does not know are somebody else's: v1a is asymmetric.
      Optional<byte[]> given = decode(signature);
      if (given.isPresent()
          && expected.stream().anyMatch(mac -> MessageDigest.isEqual(mac, given.get()))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<byte[]> decode(String signature) {
    if (!signature.startsWith(WebhookSignature.VERSION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Base64.getDecoder().decode(signature.substring(WebhookSignature.VERSION.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
