package io.linkmic.contract.layout;

import io.linkmic.contract.address.HttpUrl;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.layout.LayoutRequest.FillWish;
import io.linkmic.contract.request.FieldCheck;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of what several parts of a layout have. One request, one thread. */
final class Parts {
  // A participant's 128; before a linked room's hosts stand its id of up to 64 and a colon.
  private static final int MAXIMUM_ID = 64 + 1 + 128;

  private final FieldCheck check;
  private final HttpUrlRules rules;
  private final Set<String> judged;

  /**
   * @param known images that were judged when they came: a host whose name does not resolve now
   *     must not block a new pin
   */
  Parts(FieldCheck check, HttpUrlRules rules, Set<String> known) {
    this.check = check;
    this.rules = rules;
    this.judged = new HashSet<>(known);
  }

  Fill fill(String path, @Nullable FillWish wish, Fill fallback) {
    if (wish == null) {
      return fallback;
    }
    String image = wish.image();
    if (image != null) {
      image(path + ".image", image);
    }
    return new Fill(colour(path + ".colour", wish.colour(), fallback.colour()), image);
  }

  String colour(String field, @Nullable String colour, String fallback) {
    if (colour == null) {
      return fallback;
    }
    if (!Colour.isColour(colour)) {
      check.problem(field, field + " is '#' and six hexadecimal digits.");
    }
    return colour.toLowerCase(Locale.ROOT);
  }

  /** The same image many times is resolved once. */
  void image(String field, String url) {
    if (judged.add(url) && rules.check(url) instanceof HttpUrl.Refused refused) {
      judged.remove(url);
      check.problem(field, refused.message());
    }
  }

  String participantId(String field, String participantId) {
    if (participantId.isEmpty()
        || participantId.length() > MAXIMUM_ID
        || participantId.codePoints().anyMatch(Character::isISOControl)) {
      check.problem(field, field + " is 1–193 characters and none of them a control character.");
    }
    return participantId;
  }

  /** A place or size that must be there. */
  double needed(String field, @Nullable Double value) {
    if (value == null) {
      check.problem(field, field + " is between 0.0 and 1.0 and must be there.");
    }
    return check.range(field, value, 0, 0, 1);
  }

  /** Whether the box ends within the canvas; 1/3 + 2/3 may be a little more than one. */
  void box(String path, double x, double y, double width, double height) {
    if (x + width > 1 + 1e-6) {
      check.problem(path + ".width", path + ".x and .width are together at most 1.");
    }
    if (y + height > 1 + 1e-6) {
      check.problem(path + ".height", path + ".y and .height are together at most 1.");
    }
  }
}
