package io.linkmic.node.program;

/**
 * One published stream as the program sees it: its timeline, its parameter sets, its sound. Made by
 * the room when a host publishes, closed by the program when it is done with it.
 */
public final class Source {
  private final String participantId;
  private final boolean hasAudio;
  private final SourceTimeline timeline = new SourceTimeline();
  private final VideoConfigs configs = new VideoConfigs();
  private boolean audioMuted;
  private float gain = 1;

  /**
   * @param hasAudio whether sound was negotiated
   */
  public Source(String participantId, boolean hasAudio) {
    this.participantId = participantId;
    this.hasAudio = hasAudio;
  }

  public String participantId() {
    return participantId;
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

  boolean audioMuted() {
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
}
