package io.linkmic.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins and how long it is. Lists are in the order of their ids, so a page stays
 * right while others add and remove.
 *
 * @param after id of the last item of the page before, null for the first page
 * @param limit 1–100
 */
public record Paging(@Nullable String after, int limit) {
  /** Two screens. */
  public static final int USUAL = 50;

  /** reliability.md §6. */
  public static final int MOST = 100;

  /** Before the id: a cursor of a later LinkMic may look otherwise. */
  private static final String VERSION = "1:";

  /** Our ids have at most 128 characters. */
  private static final int LONGEST = 256;

  /**
   * @param cursor as an earlier answer gave it
   * @throws Refusal when one of them is not usable
   */
  public static Paging of(@Nullable String cursor, @Nullable String limit) {
    return new Paging(
        cursor == null ? null : decode(cursor), limit == null ? USUAL : number(limit));
  }

  /** What the next page is asked with. */
  public static String cursor(String lastId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((VERSION + lastId).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * This page of a list that is all there.
   *
   * @param sorted by id
   */
  public <T> Page<T> cut(List<T> sorted, Function<T, String> id) {
    List<T> rest =
        sorted.stream()
            .filter(item -> after == null || id.apply(item).compareTo(after) > 0)
            .toList();
    if (rest.size() <= limit) {
      return new Page<>(rest, null);
    }
    List<T> shown = rest.subList(0, limit);
    return new Page<>(shown, cursor(id.apply(shown.getLast())));
  }

  private static String decode(String cursor) {
    if (cursor.length() <= LONGEST) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        if (text.startsWith(VERSION)
            && text.length() > VERSION.length()
            && text.codePoints().noneMatch(Character::isISOControl)) {
          return text.substring(VERSION.length());
        }
      } catch (IllegalArgumentException e) {
        throw new Refusal(Code.BAD_CURSOR);
      }
    }
    throw new Refusal(Code.BAD_CURSOR);
  }

  private static int number(String limit) {
    try {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new Refusal(Code.BAD_LIMIT);
    }
    throw new Refusal(Code.BAD_LIMIT);
  }
}
