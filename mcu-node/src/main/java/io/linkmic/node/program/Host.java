package io.linkmic.node.program;

import org.jspecify.annotations.Nullable;

/** One participant who publishes, as the program sees it. The room's thread only. */
final class Host {
  /** Whose media is used; another one of the same participant may be lined up to replace it. */
  Source source;

  /** What waits to go on air; null while its pictures are on air anyway. */
  @Nullable LineUp lineUp;

  /** Its media has its place on the running program's clock. */
  boolean admitted;

  /** A decodable picture has come: there is something to show. */
  boolean shown;

  /** Its connection is lost; the last picture stays for the hold time. */
  boolean gone;

  long goneSince;

  /** Which place it has among all hosts, from 0; stays while others come and go. */
  final int slot;

  Host(Source source, int slot) {
    this.source = source;
    this.slot = slot;
    this.lineUp = new LineUp(source);
  }

  String participantId() {
    return source.participantId();
  }

  /** A new stream that will take the old one's place at its first IDR; null without. */
  @Nullable LineUp successor() {
    LineUp waiting = lineUp;
    return waiting != null && waiting.source() != source ? waiting : null;
  }

  /** Its running stream is lined up from the next key frame on, if it is not yet. */
  LineUp linedUp() {
    LineUp waiting = lineUp;
    if (waiting == null) {
      waiting = new LineUp(source);
      lineUp = waiting;
    }
    return waiting;
  }

  /** Whether pictures were to come and none has for so long, µs. */
  boolean stalled(long now, long longest) {
    long last = source.lastPictureAt();
    return !gone && last > 0 && !source.cameraOff() && now - last > longest;
  }

  PictureMix.Member member() {
    return new PictureMix.Member(participantId(), slot, source.name(), !source.cameraOff(), true);
  }

  /** Whether the member is this host, as it is now. */
  boolean is(PictureMix.Member member) {
    return member.participantId().equals(participantId())
        && member.slot() == slot
        && member.camera() != source.cameraOff()
        && member.name().equals(source.name());
  }
}
