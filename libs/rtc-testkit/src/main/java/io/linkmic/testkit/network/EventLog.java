package io.linkmic.testkit.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** A running hash over everything that happened: two runs with one seed must agree on it. */
public final class EventLog {
  private final MessageDigest digest;
  private long events;

  public EventLog() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  public void add(Instant at, String what) {
    events++;
    digest.update((at + " " + what + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public long events() {
    return events;
  }

  /** The hash so far; ends the log. */
  public String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
