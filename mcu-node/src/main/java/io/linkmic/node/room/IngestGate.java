package io.linkmic.node.room;

/** Opens ingests; the room asks for one when a participant publishes. */
public interface IngestGate {
  /** The answer is ready at once; the host's checks and media come later. */
  Outcome<Opened> open(String offerSdp, IngestListener listener);

  record Opened(Ingest ingest, String answerSdp) {}
}
