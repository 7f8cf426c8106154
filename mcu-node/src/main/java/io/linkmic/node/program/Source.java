package io.linkmic.node.program;

/**
 * One published stream as the program sees it: its timeline, its parameter sets, its sound. Made by
 * the room when a host publishes, closed by the program when it is done with it.
 */
public final class Source {
  // Sender reports of both tracks have come by then from every client known.
  private static final long SETTLE_MICROS = 500_000;

  // What a client has made before its connection was there comes in a burst (FFmpeg: up to 2 s of
  // media in 0.3 s, longer when it is busy). While packets get quicker by more than this, it is not
  // over.
  private static final long BURST_MICROS = 5_000;
  private static final long QUIET_MICROS = 200_000;
  private static final long LONGEST_BURST_MICROS = 3_000_000;

  private final String participantId;
  private final boolean hasAudio;
  private final SourceTimeline timeline = new SourceTimeline();
  private final VideoConfigs configs = new VideoConfigs();
  private final String name;
  private boolean audioMuted;
  private boolean cameraOff;
  private float gain = 1;
  private long firstPictureAt = -1;
  private long firstMediaAt = -1;
  private long longestLead;
  private long burstAt;
  private boolean settled;
  private long lastPictureAt;

  /**
   * @param hasAudio whether sound was negotiated
   */
  public Source(String participantId, boolean hasAudio) {
    this(participantId, participantId, hasAudio);
  }

  /**
   * @param name shown to people
   * @param hasAudio whether sound was negotiated
   */
  public Source(String participantId, String name, boolean hasAudio) {
    this.participantId = participantId;
    this.name = name;
    this.hasAudio = hasAudio;
  }

  public String participantId() {
    return participantId;
  }

  String name() {
    return name;
  }

  boolean hasAudio() {
    return hasAudio;
  }

  SourceTimeline timeline() {
    return timeline;
  }

  VideoConfigs configs() {
    return configs;
  }

  /** Whether enough has arrived to know how quick its way is. */
  boolean admitted(long now) {
    long since = now - firstMediaAt;
    return firstMediaAt >= 0
        && since > QUIET_MICROS
        && (now - burstAt > QUIET_MICROS || since > LONGEST_BURST_MICROS);
  }

  /** Some of its media came, and its timeline has seen it. */
  void heard(long now) {
    if (firstMediaAt < 0) {
      firstMediaAt = now;
      burstAt = now;
    }
    long lead = timeline.lead();
    if (lead > longestLead + BURST_MICROS) {
      longestLead = lead;
      burstAt = now;
    }
  }

  /**
   * The place of a picture on the room's clock. In its first half second lips are put with voices
   * at once, afterwards in steps nobody sees.
   */
  long pictureAt(long rtpTimestamp, long firstAt, long now) {
    lastPictureAt = now;
    if (firstPictureAt < 0) {
      firstPictureAt = now;
    }
    if (!settled && now - firstPictureAt > SETTLE_MICROS) {
      settle();
    }
    return timeline.video(rtpTimestamp, firstAt);
  }

  /** From now on corrections of its timeline are made in small steps. */
  void settle() {
    settled = true;
    timeline.start();
  }

  /** When the newest picture came; on the node's clock. 0 while none is to be expected yet. */
  long lastPictureAt() {
    return lastPictureAt;
  }

  boolean cameraOff() {
    return cameraOff;
  }

  /** By itself or by an operator: it is not to be heard. */
  public boolean audioMuted() {
    return audioMuted;
  }

  float gain() {
    return gain;
  }

  /**
   * How much louder the host is in the program.
   *
   * @param factor 1 for unchanged
   */
  public void gain(float factor) {
    gain = factor;
  }

  /** A muted microphone gives silence in the program. */
  public void muteAudio(boolean muted) {
    audioMuted = muted;
  }

  /** A host whose camera is off is heard, not shown. */
  public void cameraOff(boolean off) {
    if (off) {
      lastPictureAt = 0; // once it is on again, it has not been silent for all that time
    }
    cameraOff = off;
  }
}
