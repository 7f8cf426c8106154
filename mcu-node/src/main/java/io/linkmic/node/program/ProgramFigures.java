package io.linkmic.node.program;

/** What a running program can say of itself. The room's thread only. */
public final class ProgramFigures {
  private long videoDts;
  private long audioDts;
  private long lastKeyDts = -1;
  private long keyInterval;
  private long frames;
  private long videoBytes;
  private long audioBytes;
  private boolean silent = true;
  private int rotation;
  private double correctionMillis;
  private boolean senderReports;
  private long windowDts;
  private long windowFrames;
  private long windowBytes;
  private long windowAudioDts;
  private long windowAudioBytes;
  private long audioBitrate;
  private double frameRate;
  private long videoBitrate;

  void picture(long dts, int size, boolean idr) {
    videoDts = dts;
    frames++;
    videoBytes += size;
    windowFrames++;
    windowBytes += size;
    if (idr) {
      keyInterval = lastKeyDts < 0 ? 0 : dts - lastKeyDts;
      lastKeyDts = dts;
    }
    long passed = dts - windowDts;
    if (passed >= 1000) {
      frameRate = windowFrames * 1000.0 / passed;
      videoBitrate = windowBytes * 8000 / passed;
      windowDts = dts;
      windowFrames = 0;
      windowBytes = 0;
    }
  }

  void sound(long dts, int size) {
    audioDts = dts;
    audioBytes += size;
    long passed = dts - windowAudioDts;
    windowAudioBytes += size;
    if (passed >= 1000) {
      audioBitrate = windowAudioBytes * 8000 / passed;
      windowAudioDts = dts;
      windowAudioBytes = 0;
    }
  }

  void silent(boolean value) {
    silent = value;
  }

  void rotation(int degrees) {
    rotation = degrees;
  }

  void timeline(SourceTimeline timeline) {
    correctionMillis = timeline.correctionPending() / 1000.0;
    senderReports = timeline.aligned();
  }

  public long videoDts() {
    return videoDts;
  }

  public long audioDts() {
    return audioDts;
  }

  /** ms between the two newest key frames, 0 before the second. */
  public long keyInterval() {
    return keyInterval;
  }

  public long frames() {
    return frames;
  }

  public long videoBytes() {
    return videoBytes;
  }

  public long audioBytes() {
    return audioBytes;
  }

  public boolean silent() {
    return silent;
  }

  public int rotation() {
    return rotation;
  }

  /** ms by which the picture still has to move to match the sender reports. */
  public double correctionMillis() {
    return correctionMillis;
  }

  public boolean senderReports() {
    return senderReports;
  }

  /** bit/s over the last second. */
  public long audioBitrate() {
    return audioBitrate;
  }

  /** Over the last second. */
  public double frameRate() {
    return frameRate;
  }

  /** bit/s over the last second. */
  public long videoBitrate() {
    return videoBitrate;
  }
}
