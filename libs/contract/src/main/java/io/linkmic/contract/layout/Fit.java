package io.linkmic.contract.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a picture of another shape goes into its region. In JSON as {@link #toString} writes it. */
public enum Fit {
  /** Fills the region; what does not fit is cut off, equally at both ends. */
  COVER,
  /** All of it is seen; the background is seen beside it. */
  CONTAIN,
  /** All of it fills the region, in the region's shape. */
  STRETCH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Fit> of(String word) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(word)).findFirst();
  }
}
