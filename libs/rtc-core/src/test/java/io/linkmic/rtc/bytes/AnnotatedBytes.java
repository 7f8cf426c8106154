package io.linkmic.rtc.bytes;

import java.util.regex.Pattern;

/** Bytes written as in an RFC: pairs of hexadecimal digits at the start of a line, then words. */
public final class AnnotatedBytes {
  private static final Pattern LEADING_BYTES = Pattern.compile("^\\s*((?:[0-9A-F]{2}(?:\\s|$))*)");

  private AnnotatedBytes() {}

  /** Upper-case digits only, so that words such as "be" are never taken for a byte. */
  public static Bytes of(String annotated) {
    var hex = new StringBuilder();
    annotated
        .lines()
        .forEach(line -> {
          var matcher = LEADING_BYTES.matcher(line);
          if (matcher.find()) {
            hex.append(matcher.group(1));
          }
        });
    return Bytes.ofHex(hex.toString());
  }
}
