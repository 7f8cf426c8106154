package io.linkmic.api.room;

import java.security.SecureRandom;

/** Ids that nobody guesses. Any thread. */
public final class Ids {
  /** Without 0, O, 1, l and I, which people mix up. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

  /** 31¹² ids: a room's stream key may be made of it, so it must not be guessed. */
  private static final int LENGTH = 12;

  private final SecureRandom random = new SecureRandom();

  public String next() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** {@code ln-…} */
  public String nextLink() {
    return "ln-" + next();
  }

  /** {@code eg-…} */
  public String nextEgress() {
    return "eg-" + next();
  }
}
