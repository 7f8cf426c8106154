package io.linkmic.node.signaling;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Ids that nobody can guess. Any thread. */
public final class RandomIds implements Supplier<String> {
  /** 128 bits: guessing one of a million live ids at a million tries a second takes 10¹⁹ years. */
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
