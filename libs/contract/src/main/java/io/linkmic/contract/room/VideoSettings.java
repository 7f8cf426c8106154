package io.linkmic.contract.room;

import java.time.Duration;

/**
 * The canvas and its encoding; in passthrough only {@code gop} and {@code sei} matter.
 *
 * @param bitrate bit/s
 * @param gop distance between key frames
 * @param sei what goes into the program's pictures besides
 */
public record VideoSettings(
    int width, int height, int frameRate, int bitrate, Duration gop, SeiMode sei) {

  @SuppressWarnings("NullAway") // Rooms stored before there was SEI say nothing of it.
  public VideoSettings {
    sei = sei == null ? SeiMode.MIX : sei;
  }
}
