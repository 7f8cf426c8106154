package io.linkmic.contract.layout;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How several hosts share one picture, every value filled in.
 *
 * @param regions of the template {@link Template#REGIONS}, at most 16; empty with all others
 * @param background behind all regions
 * @param labels whether hosts' names are shown in their regions
 * @param watermark null for none
 * @param placeholder in place of a host whose camera is off or who is not there yet
 * @param crossFade how long a change of the layout takes to be complete; zero for the next frame
 * @param pinned the participant whom {@code single}, {@code picture-in-picture} and {@code stage}
 *     show large, whenever there; null to leave it to the template
 * @param sequence grows with each change; an update with one that is not higher is stale
 */
public record Layout(
    Template template,
    List<Region> regions,
    Fill background,
    boolean labels,
    @Nullable Watermark watermark,
    Fill placeholder,
    Border border,
    Duration crossFade,
    @Nullable String pinned,
    long sequence) {

  /** What a room has when nothing is said. */
  public static final Layout DEFAULT =
      new Layout(
          Template.AUTO,
          List.of(),
          new Fill("#000000", null),
          false,
          null,
          new Fill("#202020", null),
          new Border(0, "#ffffff", 0),
          Duration.ZERO,
          null,
          0);

  /**
   * The template by its word alone, else {@link #DEFAULT}: what rooms stored before layouts were
   * more than a word. JSON readers find this method by its name.
   *
   * @throws IllegalArgumentException when there is no such template
   */
  public static Layout valueOf(String template) {
    return DEFAULT.with(
        Template.of(template)
            .filter(known -> known != Template.REGIONS)
            .orElseThrow(() -> new IllegalArgumentException("no template " + template)));
  }

  /** The same in other places; regions go with their template. */
  public Layout with(Template other) {
    return new Layout(
        other,
        other == Template.REGIONS ? regions : List.of(),
        background,
        labels,
        watermark,
        placeholder,
        border,
        crossFade,
        pinned,
        sequence);
  }

  public Layout withSequence(long other) {
    return new Layout(
        template,
        regions,
        background,
        labels,
        watermark,
        placeholder,
        border,
        crossFade,
        pinned,
        other);
  }
}
