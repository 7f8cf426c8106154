package io.linkmic.node.room;

/** A host's published stream, seen from its room. Any thread may call. */
public interface Ingest {
  /** Whether sound was negotiated. */
  boolean hasAudio();

  void requestKeyFrame();

  /** RFC 8445 §9: offer in, answer out. */
  Outcome<String> restart(String offerSdp);

  SeatListener.Quality quality();

  /** Ends the stream; {@link IngestListener#closed} follows. */
  void close();
}
