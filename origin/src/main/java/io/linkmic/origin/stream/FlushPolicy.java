package io.linkmic.origin.stream;

/**
 * When viewers' sockets are written to. A write costs the kernel more than everything before it, so
 * sound waits for the picture it will be shown with; a picture never waits. Home loop only.
 */
final class FlushPolicy {
  private final int audioDelayMillis;
  private boolean urgent;
  private boolean soundWaits;
  private int soundSince;
  private int newestSound;

  FlushPolicy(int audioDelayMillis) {
    this.audioDelayMillis = audioDelayMillis;
  }

  void offered(LiveTag tag) {
    if (tag.kind() != TagKind.AUDIO || !tag.isFrame()) {
      urgent = true;
      return;
    }
    newestSound = tag.timestamp();
    if (!soundWaits) {
      soundWaits = true;
      soundSince = newestSound;
    }
  }

  /** Asked when the publisher's socket is empty; after a yes it begins anew. */
  boolean due() {
    boolean due = urgent || (soundWaits && newestSound - soundSince >= audioDelayMillis);
    if (due) {
      urgent = false;
      soundWaits = false;
    }
    return due;
  }
}
