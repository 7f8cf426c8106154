package io.linkmic.dns.select;

import java.util.List;

/** Why a node is not offered. */
public enum Exclusion {
  STALE("stale", "missed three beats"),
  DRAINING("draining", "takes no new rooms"),
  BLACKLISTED("blacklisted", "is on the blacklist"),
  ROOMS_FULL("full", "runs as many rooms as it may"),
  ENCODERS_FULL("no-encoder-slot", "all its encoder slots are used"),
  BUSY("busy", "its predicted load is 1 or more");

  /** In the order in which they are looked at, which is also that of the answers' counts. */
  public static final List<Exclusion> ALL = List.of(values());

  private final String word;
  private final String meaning;

  Exclusion(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  public String word() {
    return word;
  }

  public String meaning() {
    return meaning;
  }
}
