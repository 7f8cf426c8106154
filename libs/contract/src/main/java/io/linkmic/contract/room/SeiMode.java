package io.linkmic.contract.room;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * In which pictures of a program an SEI message tells layout, levels and capture time. In JSON as
 * {@link #toString} writes it.
 */
public enum SeiMode {
  /** In none. */
  OFF,
  /** In those the node has mixed; a host's own pass byte for byte. */
  MIX,
  /** In all: a host's own get it in front, their slices stay byte for byte. */
  ALL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SeiMode> of(String word) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(word)).findFirst();
  }
}
