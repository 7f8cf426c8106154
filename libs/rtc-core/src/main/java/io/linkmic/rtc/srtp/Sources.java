package io.linkmic.rtc.srtp;

import java.util.Arrays;

/** The sources of one direction: a handful, so they are found by walking along. */
final class Sources {
  // A host has a camera, its RTX and a microphone; a relay some tens. Beyond that an authenticated
  // peer is only filling our memory.
  private static final int MAX_SOURCES = 256;

  private final int windowSize;
  private Source[] sources = new Source[4];
  private int count;

  Sources(int windowSize) {
    this.windowSize = windowSize;
  }

  /** The source, or a fresh one that is not yet remembered: its packet may be a forgery. */
  Source find(int ssrc) {
    for (int i = 0; i < count; i++) {
      if (sources[i].ssrc == ssrc) {
        return sources[i];
      }
    }
    return new Source(ssrc, windowSize);
  }

  /** Remembers the source and that this index was used; false when there are too many. */
  boolean remember(Source source, long index) {
    if (source.window.highest() < 0 && !add(source)) {
      return false;
    }
    source.window.remember(index);
    return true;
  }

  private boolean add(Source source) {
    if (count == MAX_SOURCES) {
      return false;
    }
    if (count == sources.length) {
      sources = Arrays.copyOf(sources, count * 2);
    }
    sources[count++] = source;
    return true;
  }
}
