package io.linkmic.contract.room;

import java.time.Duration;

/**
 * The canvas and its encoding; in passthrough only {@code gop} matters.
 *
 * @param bitrate bit/s
 * @param gop distance between key frames
 */
public record VideoSettings(int width, int height, int frameRate, int bitrate, Duration gop) {}
