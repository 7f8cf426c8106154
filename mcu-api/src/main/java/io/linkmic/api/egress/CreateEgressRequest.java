package io.linkmic.api.egress;

import org.jspecify.annotations.Nullable;

/**
 * A new target.
 *
 * @param url {@code rtmp://} or {@code rtmps://}; may contain {@code {roomId}} and {@code {epoch}}
 *     after its host
 */
record CreateEgressRequest(@Nullable String url) {
  @Override
  public String toString() {
    return "CreateEgressRequest[]";
  }
}
