package io.linkmic.testkit.call;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** A generator that is anything but secure: the same seed gives the same bytes. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient SplittableRandom random;

  public SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (random != null) {
      random.nextBytes(bytes);
    }
  }

  @Override
  public byte[] generateSeed(int count) {
    byte[] seed = new byte[count];
    nextBytes(seed);
    return seed;
  }

  @Override
  public int nextInt() {
    return random.nextInt();
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
