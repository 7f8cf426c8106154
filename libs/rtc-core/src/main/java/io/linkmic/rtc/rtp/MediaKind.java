package io.linkmic.rtc.rtp;

/** What a track carries. */
public enum MediaKind {
  AUDIO,
  VIDEO
}
