package io.linkmic.contract.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who goes where. In JSON as {@link #toString} writes it. */
public enum Template {
  /** One host single, two side by side, more in a grid. */
  AUTO,
  /** The pinned host, else the first, on the whole canvas. */
  SINGLE,
  /** Columns of equal width. */
  SIDE_BY_SIDE,
  /** As many columns as rows, or one more along the canvas' longer side. */
  GRID,
  /** The pinned host, else the first, on the whole canvas; the others small in front of it. */
  PICTURE_IN_PICTURE,
  /** The pinned host, else the active speaker, large; the others in a strip. */
  STAGE,
  /** Where the layout's regions say. */
  REGIONS;

  /** {@code side-by-side} for {@code SIDE_BY_SIDE}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Template> of(String word) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(Template::toString).collect(Collectors.joining(", "));
  }
}
