package io.linkmic.origin.stream;

/** Bit rate and frame rate over the last second or so. Home loop only. */
final class RateMeter {
  private static final long WINDOW_NANOS = 1_000_000_000L;

  private long windowBegin;
  private long bytes;
  private int pictures;
  private long totalBytes;
  private long bitrate;
  private double framesPerSecond;

  void tag(LiveTag tag, long now) {
    long elapsed = now - windowBegin;
    if (elapsed >= WINDOW_NANOS) {
      bitrate = bytes * 8 * 1_000_000_000L / elapsed;
      framesPerSecond = pictures * 1e9 / elapsed;
      windowBegin = now;
      bytes = 0;
      pictures = 0;
    }
    bytes += tag.length();
    totalBytes += tag.length();
    if (tag.kind() == TagKind.VIDEO && tag.isFrame()) {
      pictures++;
    }
  }

  long bitrate() {
    return bitrate;
  }

  double framesPerSecond() {
    return Math.round(framesPerSecond * 10) / 10.0;
  }

  long totalBytes() {
    return totalBytes;
  }
}
