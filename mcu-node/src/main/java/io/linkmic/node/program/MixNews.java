package io.linkmic.node.program;

/** What one mix of a program told, on its way to the room's thread. */
public final class MixNews {
  private final MixRun from;
  private final PictureMix.Event event;

  MixNews(MixRun from, PictureMix.Event event) {
    this.from = from;
    this.event = event;
  }

  MixRun from() {
    return from;
  }

  PictureMix.Event event() {
    return event;
  }
}
