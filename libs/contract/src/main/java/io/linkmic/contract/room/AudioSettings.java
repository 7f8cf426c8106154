package io.linkmic.contract.room;

/**
 * The program's sound: AAC-LC 48 kHz stereo.
 *
 * @param bitrate bit/s
 */
public record AudioSettings(int bitrate) {}
