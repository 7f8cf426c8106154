package io.linkmic.contract.layout;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /v1/rooms/{roomId}/layout}, and {@code layout} of a room. Everything may
 * be left out; {@link LayoutRules} fills in. The components are those of {@link Layout}.
 *
 * @param template left out, {@code regions} where there are some, else {@code auto}
 * @param sequence left out, one more than the layout has
 */
public record LayoutRequest(
    @Nullable String template,
    @Nullable List<RegionWish> regions,
    @Nullable FillWish background,
    @Nullable Boolean labels,
    @Nullable WatermarkWish watermark,
    @Nullable FillWish placeholder,
    @Nullable BorderWish border,
    @Nullable Duration crossFade,
    @Nullable String pinned,
    @Nullable Long sequence) {

  /**
   * A template by its word alone: {@code "layout": "grid"}. JSON readers find this method by its
   * name.
   */
  public static LayoutRequest valueOf(String template) {
    return new LayoutRequest(template, null, null, null, null, null, null, null, null, null);
  }

  /** {@code x}, {@code y}, {@code width} and {@code height} must be there. */
  public record RegionWish(
      @Nullable String participantId,
      @Nullable Integer slot,
      @Nullable Double x,
      @Nullable Double y,
      @Nullable Double width,
      @Nullable Double height,
      @Nullable Integer z,
      @Nullable String fit,
      @Nullable FillWish placeholder) {}

  public record FillWish(@Nullable String colour, @Nullable String image) {}

  public record BorderWish(
      @Nullable Integer width, @Nullable String colour, @Nullable Integer radius) {}

  public record WatermarkWish(@Nullable TextWish text, @Nullable ImageWish image) {}

  /** {@code text} must be there. */
  public record TextWish(
      @Nullable String text,
      @Nullable Double x,
      @Nullable Double y,
      @Nullable Double height,
      @Nullable String colour,
      @Nullable Double opacity) {}

  /** {@code url} must be there. */
  public record ImageWish(
      @Nullable String url,
      @Nullable Double x,
      @Nullable Double y,
      @Nullable Double width,
      @Nullable Double height,
      @Nullable Double opacity) {}
}
