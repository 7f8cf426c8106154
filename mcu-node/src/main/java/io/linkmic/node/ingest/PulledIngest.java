package io.linkmic.node.ingest;

import io.linkmic.node.edge.EdgePeer;
import io.linkmic.node.room.Ingest;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.SeatListener.Quality;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A stream that comes from another node, as the room that shows it holds it. Any thread. */
final class PulledIngest implements Ingest {
  private static final Quality NOT_MEASURED = new Quality(0, 0, 0, 0, -1);

  private final NegotiatedSession session;
  private final CompletionStage<EdgePeer> peer;

  PulledIngest(NegotiatedSession session, CompletionStage<EdgePeer> peer) {
    this.session = session;
    this.peer = peer;
  }

  @Override
  public boolean hasAudio() {
    return session.media().stream().anyMatch(m -> m.kind() == MediaKind.AUDIO && m.receive());
  }

  @Override
  public void requestKeyFrame() {
    for (NegotiatedMedia media : session.media()) {
      if (media.kind() == MediaKind.VIDEO && media.receive()) {
        withPeer(open -> open.requestKeyFrame(media.mid()));
      }
    }
  }

  /** Nobody offers here: a stream whose path is lost is pulled anew. */
  @Override
  public Outcome<String> restart(String offerSdp) {
    return Outcome.refused(RefusalCode.NOT_SUPPORTED, "A pulled stream is not restarted.");
  }

  /** The host hears of its way to its own node, not of the one from node to node. */
  @Override
  public Quality quality() {
    return NOT_MEASURED;
  }

  @Override
  public void close() {
    withPeer(EdgePeer::close);
  }

  private void withPeer(Consumer<EdgePeer> action) {
    var _ = peer.thenAccept(action);
  }
}
