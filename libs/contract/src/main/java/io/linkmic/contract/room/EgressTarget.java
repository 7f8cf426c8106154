package io.linkmic.contract.room;

/**
 * Where the program is pushed.
 *
 * @param url {@code rtmp://} or {@code rtmps://}; its last path segment is a secret stream key and
 *     is never logged
 */
public record EgressTarget(String url) {
  @Override
  public String toString() {
    int slash = url.lastIndexOf('/');
    return "EgressTarget[" + (slash < 0 ? "" : url.substring(0, slash)) + "/…]";
  }
}
