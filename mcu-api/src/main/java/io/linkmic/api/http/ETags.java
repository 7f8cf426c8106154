package io.linkmic.api.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version as an ETag (RFC 9110 §8.8.3), and the {@code If-Match} that asks for it. */
public final class ETags {
  private static final Pattern LIST =
      Pattern.compile("\\s*(W/)?\"[!#-~]*\"\\s*(,\\s*(W/)?\"[!#-~]*\"\\s*)*");
  private static final Pattern ONE = Pattern.compile("(W/)?\"([!#-~]*)\"");

  private ETags() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Whether a change may be made. Strong comparison (§13.1.1): a weak ETag never matches.
   *
   * @param ifMatch the header, null for "in any case"
   */
  public static void check(@Nullable String ifMatch, long version) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return;
    }
    if (!LIST.matcher(ifMatch).matches()) {
      throw new Refusal(Code.BAD_IF_MATCH);
    }
    Matcher tags = ONE.matcher(ifMatch);
    while (tags.find()) {
      if (tags.group(1) == null && tags.group(2).equals(Long.toString(version))) {
        return;
      }
    }
    throw new Refusal(Code.PRECONDITION_FAILED);
  }
}
