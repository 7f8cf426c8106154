package io.linkmic.media.rtmp;

/**
 * Where to push. Prints without the stream key.
 *
 * @param value {@code rtmp://host[:port]/app/key}, {@code rtmps://…}, or {@code file:…} in tests
 */
public record RtmpUrl(String value) {

  /** What follows the last slash, query included; empty for files. */
  String streamKey() {
    return isRtmp() ? value.substring(value.lastIndexOf('/') + 1) : "";
  }

  boolean isRtmp() {
    return value.startsWith("rtmp");
  }

  boolean isTls() {
    return value.startsWith("rtmps:");
  }

  /** Fit for logs and errors. */
  public String redacted() {
    String key = streamKey();
    return key.isEmpty() ? value : value.substring(0, value.length() - key.length()) + "***";
  }

  @Override
  public String toString() {
    return redacted();
  }
}
