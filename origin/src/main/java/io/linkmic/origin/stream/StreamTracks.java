package io.linkmic.origin.stream;

/** Which tracks a stream has, as far as is known: both until its metadata says otherwise. */
public record StreamTracks(boolean audio, boolean video) {
  public static final StreamTracks BOTH = new StreamTracks(true, true);
}
