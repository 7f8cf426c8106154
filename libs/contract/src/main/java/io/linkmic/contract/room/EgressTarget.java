package io.linkmic.contract.room;

/**
 * Where the program is pushed.
 *
 * @param egressId unique within the room
 * @param url {@code rtmp://} or {@code rtmps://}; may contain {@code {roomId}} and {@code {epoch}},
 *     which the node fills in; its last path segment is a secret stream key and is never logged
 */
public record EgressTarget(String egressId, String url) {

  /** For people: the stream key, the last path segment, is left out. */
  public String publicUrl() {
    int slash = url.lastIndexOf('/');
    return (slash < 0 ? "" : url.substring(0, slash)) + "/…";
  }

  @Override
  public String toString() {
    return "EgressTarget[" + egressId + " " + publicUrl() + "]";
  }
}
