package io.linkmic.contract.layout;

import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.layout.LayoutRequest.BorderWish;
import io.linkmic.contract.request.FieldCheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Defaults and bounds of layouts. Resolves the hosts of images; otherwise pure. */
public final class LayoutRules {
  /** One for each host that a room may have. */
  public static final int MAXIMUM_REGIONS = 16;

  /** What a number in JavaScript holds exactly: microseconds since 1970 fit for two centuries. */
  public static final long LARGEST_SEQUENCE = (1L << 53) - 1;

  /** Longer ones are a scene of their own, not the way to the next. */
  private static final Duration LONGEST_CROSS_FADE = Duration.ofSeconds(2);

  private static final int WIDEST_BORDER = 64;
  private static final int LARGEST_RADIUS = 512;

  private final HttpUrlRules imageRules;

  public LayoutRules(HttpUrlRules imageRules) {
    this.imageRules = imageRules;
  }

  /** With the system's resolver. {@code linkmic.layout.allow-private-addresses}. */
  public static LayoutRules usual(boolean privateAddressesAllowed) {
    return new LayoutRules(images(privateAddressesAllowed));
  }

  /** What URLs of images may be, also for whoever fetches them. With the system's resolver. */
  public static HttpUrlRules images(boolean privateAddressesAllowed) {
    return HttpUrlRules.usual(
        "linkmic.layout.allow-private-addresses",
        privateAddressesAllowed,
        HttpUrlRules.USUAL_PORTS);
  }

  /**
   * An update by itself, in place of the whole layout before. A sequence that is too low is told
   * before anything else: the rest belongs to a picture that is gone.
   */
  public LayoutVerdict check(LayoutRequest request, Layout before) {
    FieldCheck check = new FieldCheck();
    if (isStale(request.sequence(), before)) {
      return new LayoutVerdict.Stale(before.sequence());
    }
    Layout layout = complete(check, "", request, before);
    return check.problems().isEmpty()
        ? new LayoutVerdict.Accepted(layout)
        : new LayoutVerdict.Refused(check.problems());
  }

  /**
   * Whether an update comes too late for the layout there is.
   *
   * @param wished null for one more than there is, which may be the largest
   */
  public static boolean isStale(@Nullable Long wished, Layout before) {
    return wished == null
        ? before.sequence() >= LARGEST_SEQUENCE
        : wished >= 0 && wished <= before.sequence();
  }

  /**
   * The layout with nothing missing, as a part of a larger request. Does not ask whether it is
   * stale.
   *
   * @param check where problems go
   * @param path before the names of fields: empty, or {@code layout.}
   * @param before whose images were judged when they came, and after which the sequence goes on;
   *     null for none
   */
  public Layout complete(
      FieldCheck check, String path, LayoutRequest request, @Nullable Layout before) {
    Layout fallback = Layout.DEFAULT;
    Template template = template(check, path, request);
    Parts parts = new Parts(check, imageRules, Images.of(before));
    return new Layout(
        template,
        new Regions(check, parts).regions(path + "regions", template, request.regions()),
        parts.fill(path + "background", request.background(), fallback.background()),
        request.labels() == null ? fallback.labels() : request.labels(),
        new Watermarks(check, parts).watermark(path + "watermark", request.watermark()),
        parts.fill(path + "placeholder", request.placeholder(), fallback.placeholder()),
        border(check, parts, path + "border", request.border(), fallback.border()),
        check.duration(
            path + "crossFade",
            request.crossFade(),
            fallback.crossFade(),
            Duration.ZERO,
            LONGEST_CROSS_FADE),
        pinned(parts, path + "pinned", request.pinned()),
        sequence(check, path + "sequence", request.sequence(), before));
  }

  private static Template template(FieldCheck check, String path, LayoutRequest request) {
    String word = request.template();
    if (word == null) {
      return request.regions() == null || request.regions().isEmpty()
          ? Template.AUTO
          : Template.REGIONS;
    }
    var known = Template.of(word);
    if (known.isEmpty()) {
      check.problem(path + "template", path + "template is one of " + Template.words() + ".");
    }
    return known.orElse(Template.AUTO);
  }

  private static Border border(
      FieldCheck check, Parts parts, String path, @Nullable BorderWish wish, Border fallback) {
    return wish == null
        ? fallback
        : new Border(
            check.range(path + ".width", wish.width(), fallback.width(), 0, WIDEST_BORDER),
            parts.colour(path + ".colour", wish.colour(), fallback.colour()),
            check.range(path + ".radius", wish.radius(), fallback.radius(), 0, LARGEST_RADIUS));
  }

  private static @Nullable String pinned(Parts parts, String path, @Nullable String pinned) {
    return pinned == null ? null : parts.participantId(path, pinned);
  }

  private static long sequence(
      FieldCheck check, String path, @Nullable Long wished, @Nullable Layout before) {
    if (wished == null) {
      return before == null ? 0 : before.sequence() + 1;
    }
    if (wished < 0 || wished > LARGEST_SEQUENCE) {
      check.problem(path, path + " is between 0 and " + LARGEST_SEQUENCE + ".");
    }
    return wished;
  }
}
