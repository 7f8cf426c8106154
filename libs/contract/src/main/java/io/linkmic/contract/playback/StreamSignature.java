package io.linkmic.contract.playback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256, in lower-case hex, over {@code use:streamKey:expires}. A signature to play does not
 * allow to publish. Any thread.
 */
public final class StreamSignature {
  /** Query parameter: seconds since 1970 until which the address may be opened. */
  public static final String EXPIRES = "expires";

  /** Query parameter: 64 hex digits. */
  public static final String SIGNATURE = "signature";

  /** How far the clocks of signer and server may be apart; as for tokens. */
  public static final Duration LEEWAY = Duration.ofSeconds(60);

  /** RFC 2104 §3: a shorter key than the hash weakens it. */
  public static final int MINIMUM_SECRET_BYTES = 32;

  // Until the year 5138; longer would not fit an Instant.
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final List<SecretKeySpec> secrets;

  /** What a signature allows. */
  public enum Use {
    PUBLISH,
    PLAY;

    /** {@code publish}, {@code play}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of an address. */
  public enum Verdict {
    GENUINE,
    MISSING,
    EXPIRED,
    FORGED
  }

  /**
   * @param secrets the newest first, which signs; any of them verifies while one is replaced
   * @throws IllegalArgumentException with one sentence for the operator
   */
  public StreamSignature(List<String> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("A signing secret is needed to sign addresses.");
    }
    this.secrets = secrets.stream().map(StreamSignature::key).toList();
  }

  private static SecretKeySpec key(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MINIMUM_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "A signing secret has at least " + MINIMUM_SECRET_BYTES + " bytes; choose a longer one.");
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** The signature of an address that may be opened until {@code expires}, whole seconds. */
  public String sign(Use use, String streamKey, Instant expires) {
    String text = text(use, streamKey, Long.toString(expires.getEpochSecond()));
    return HexFormat.of().formatHex(hmac(secrets.getFirst(), text));
  }

  /**
   * @param expires {@link #EXPIRES} as it came
   * @param signature {@link #SIGNATURE} as it came
   */
  public Verdict verify(
      Use use,
      String streamKey,
      @Nullable String expires,
      @Nullable String signature,
      Instant now) {
    if (expires == null || signature == null || expires.isEmpty() || signature.isEmpty()) {
      return Verdict.MISSING;
    }
    if (!SECONDS.matcher(expires).matches() || !HEX.matcher(signature).matches()) {
      return Verdict.FORGED;
    }
    byte[] given = HexFormat.of().parseHex(signature);
    String text = text(use, streamKey, expires);
    boolean genuine = false;
    for (SecretKeySpec secret : secrets) {
      genuine |= MessageDigest.isEqual(hmac(secret, text), given);
    }
    if (!genuine) {
      return Verdict.FORGED;
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(expires));
    return now.isAfter(until.plus(LEEWAY)) ? Verdict.EXPIRED : Verdict.GENUINE;
  }

  private static String text(Use use, String streamKey, String expires) {
    return use.word() + ":" + streamKey + ":" + expires;
  }

  private static byte[] hmac(SecretKeySpec secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "StreamSignature[" + secrets.size() + "]";
  }
}
