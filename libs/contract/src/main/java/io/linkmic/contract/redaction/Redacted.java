package io.linkmic.contract.redaction;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not appear in a log. Its {@link #toString} is a mark that stays the same for
 * the same value within one process, so that two lines about one client can still be matched.
 *
 * @param value the secret itself, for the code that needs it
 * @param kind a word for the reader: {@code address}, {@code token}, {@code stream-key}
 */
public record Redacted<T>(T value, String kind) {
  /** Salted per process: a mark cannot be turned back into one of the 2³² IPv4 addresses. */
  private static final byte[] SALT = new java.security.SecureRandom().generateSeed(16);

  /** The address without its port; one client's connections carry the same mark. */
  public static Redacted<String> address(@Nullable InetSocketAddress address) {
    InetAddress host = address == null ? null : address.getAddress();
    return new Redacted<>(host == null ? "none" : host.getHostAddress(), "address");
  }

  public static Redacted<String> token(String token) {
    return new Redacted<>(token, "token");
  }

  public static Redacted<String> streamKey(String key) {
    return new Redacted<>(key, "stream-key");
  }

  @Override
  public String toString() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(SALT);
      byte[] hash = digest.digest(value.toString().getBytes(StandardCharsets.UTF_8));
      // 32 bits tell a few thousand clients apart and give nothing away.
      return kind + ":#" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
