package io.linkmic.api.webhook.subscription;

import io.linkmic.contract.event.EventType;
import io.linkmic.contract.webhook.WebhookPayload;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which types a subscription wants. Any thread. */
public final class EventFilter {
  // More than there are types would name some twice.
  public static final int MOST_PATTERNS = 32;

  private EventFilter() {}

  /** Whether a pattern names at least one type that exists. */
  public static boolean isKnown(String pattern) {
    return types().anyMatch(type -> matches(pattern, type));
  }

  /**
   * @param patterns empty for every type
   */
  public static boolean wants(List<String> patterns, String type) {
    // Asked for by name, through a request of its own.
    return patterns.isEmpty()
        || type.equals(WebhookPayload.TEST)
        || patterns.stream().anyMatch(pattern -> matches(pattern, type));
  }

  private static boolean matches(String pattern, String type) {
    return pattern.equals("*")
        || pattern.equals(type)
        || (pattern.endsWith(".*") && type.startsWith(pattern.substring(0, pattern.length() - 1)));
  }

  private static Stream<String> types() {
    return Arrays.stream(EventType.values()).map(EventType::word);
  }
}
