package io.linkmic.media.ffmpeg;

import java.util.concurrent.ConcurrentHashMap;

/** Texts that must not reach a log: stream keys of the outputs that are open now. */
public final class Secrets {

  private static final String MASK = "***";
  private static final ConcurrentHashMap<String, Integer> HOLDERS = new ConcurrentHashMap<>();

  private Secrets() {}

  /** Hides {@code secret} until {@link #forget} was called as often as this. */
  public static void keep(String secret) {
    if (!secret.isEmpty()) {
      HOLDERS.merge(secret, 1, Integer::sum);
    }
  }

  public static void forget(String secret) {
    HOLDERS.computeIfPresent(secret, (key, holders) -> holders == 1 ? null : holders - 1);
  }

  /** {@code text} without any secret that is kept now. */
  public static String hide(String text) {
    String hidden = text;
    for (String secret : HOLDERS.keySet()) {
      hidden = hidden.replace(secret, MASK);
    }
    return hidden;
  }
}
