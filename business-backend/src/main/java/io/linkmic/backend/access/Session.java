package io.linkmic.backend.access;

import io.linkmic.contract.token.ApiKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The console's login as a cookie: who and until when, signed with a key that is derived from the
 * API key's secret. Every instance can check it, and changing the secret ends every session.
 */
final class Session {
  static final String COOKIE = "linkmic-session";

  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9_-]{1,400})\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{43})");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Session() {}

  /** The cookie's value. */
  static String issue(String apiKey, String secret, Instant until) {
    String who = ENCODER.encodeToString(apiKey.getBytes(StandardCharsets.UTF_8));
    String claim = who + "." + until.getEpochSecond();
    return claim + "." + ENCODER.encodeToString(hmac(secret, claim));
  }

  /** The API key that logged in, or nothing when the cookie is not ours or too old. */
  static Optional<String> read(String cookie, ApiKeys keys, Instant now) {
    Matcher shape = SHAPE.matcher(cookie);
    if (!shape.matches()) {
      return Optional.empty();
    }
    try {
      String apiKey = new String(DECODER.decode(shape.group(1)), StandardCharsets.UTF_8);
      String claim = shape.group(1) + "." + shape.group(2);
      byte[] given = DECODER.decode(shape.group(3));
      return keys.secret(apiKey)
          .filter(secret -> MessageDigest.isEqual(hmac(secret, claim), given))
          .filter(secret -> now.isBefore(Instant.ofEpochSecond(Long.parseLong(shape.group(2)))))
          .map(secret -> apiKey);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] hmac(String secret, String claim) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      // A prefix that no JWT begins with: the same secret signs tokens.
      return mac.doFinal(("linkmic-session:" + claim).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
