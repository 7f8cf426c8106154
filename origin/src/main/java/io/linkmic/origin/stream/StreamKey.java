package io.linkmic.origin.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/** A stream's name; in production it is a secret, so its text form is shortened. */
public record StreamKey(String value) {
  /** Room ids are some twenty characters; CDNs' keys reach eighty. */
  private static final int MAX_LENGTH = 200;

  /** RFC 3986 §2.3 "unreserved": needs no escaping in a URL or a log. */
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]+");

  /** The key, or nothing when the text is none. */
  public static Optional<StreamKey> parse(String text) {
    return text.length() <= MAX_LENGTH && UNRESERVED.matcher(text).matches()
        ? Optional.of(new StreamKey(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value.length() <= 6 ? "…" : value.substring(0, 3) + "…";
  }
}
