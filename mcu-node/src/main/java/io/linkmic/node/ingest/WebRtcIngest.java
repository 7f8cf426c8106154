package io.linkmic.node.ingest;

import io.linkmic.node.edge.EdgePeer;
import io.linkmic.node.room.Ingest;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.SeatListener.Quality;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.PeerStats;
import io.linkmic.rtc.peer.TrackStats;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.LocalSession;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import io.linkmic.rtc.sdp.SdpAnswerer;
import io.linkmic.rtc.sdp.SdpRefused;
import io.linkmic.rtc.sdp.SdpReoffer;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One publisher's peer, as its room holds it. The room's thread, but for the peer itself. */
final class WebRtcIngest implements Ingest {
  private static final Quality NOTHING_YET = new Quality(0, 0, 0, 0, -1);

  private final SecureRandom random;
  private NegotiatedSession session;
  private final CompletableFuture<EdgePeer> peer = new CompletableFuture<>();
  private LocalSession local;
  private @Nullable PeerStats before;
  private long beforeNanos;

  WebRtcIngest(LocalSession local, NegotiatedSession session, SecureRandom random) {
    this.local = local;
    this.session = session;
    this.random = random;
  }

  void opening(CompletionStage<EdgePeer> opened) {
    var _ = opened.thenAccept(peer::complete);
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

  @Override
  public Outcome<String> restart(String offerSdp) {
    IceCredentials fresh = IceCredentials.random(random);
    return switch (SdpAnswerer.reanswer(offerSdp, session, nextVersion(), fresh)) {
      case SdpRefused refused -> WebRtcIngests.refusal(refused);
      case SdpReoffer.Unchanged(String answerSdp, NegotiatedSession same) ->
          Outcome.done(answerSdp);
      case SdpReoffer.Restarted(String answerSdp, NegotiatedSession restarted) -> {
        session = restarted;
        local = local.restarted(fresh, local.sessionVersion());
        withPeer(open -> open.restartIce(fresh, restarted.remoteIce()));
        yield Outcome.done(answerSdp);
      }
    };
  }

  private LocalSession nextVersion() {
    local = local.restarted(local.ice(), local.sessionVersion() + 1);
    return local;
  }

  @Override
  public Quality quality() {
    EdgePeer open = peer.getNow(null);
    if (open == null) {
      return NOTHING_YET;
    }
    PeerStats now = open.stats();
    long nanos = System.nanoTime();
    PeerStats last = before;
    double seconds = (nanos - beforeNanos) / 1e9;
    before = now;
    beforeNanos = nanos;
    return last == null || seconds <= 0 ? NOTHING_YET : between(last, now, seconds);
  }

  private static Quality between(PeerStats last, PeerStats now, double seconds) {
    double frameRate = 0;
    double jitter = 0;
    for (TrackStats track : now.tracks()) {
      if (track.receives() && track.kind() == MediaKind.VIDEO) {
        frameRate = track.framesPerSecond();
        jitter = track.jitter().toNanos() / 1e6;
      }
    }
    long lost = sum(now, TrackStats::lost) - sum(last, TrackStats::lost);
    long packets = sum(now, TrackStats::packets) - sum(last, TrackStats::packets);
    double ratio = lost <= 0 ? 0 : Math.min(1, (double) lost / Math.max(1, lost + packets));
    long bits = (now.bytesIn() - last.bytesIn()) * 8;
    long roundTrip = now.roundTripMeasured() ? now.roundTripTime().toMillis() : -1;
    return new Quality(frameRate, (long) (bits / seconds), ratio, jitter, roundTrip);
  }

  private static long sum(PeerStats stats, ToLongFunction<TrackStats> what) {
    return stats.tracks().stream().filter(TrackStats::receives).mapToLong(what).sum();
  }

  @Override
  public void close() {
    withPeer(EdgePeer::close);
  }

  private void withPeer(Consumer<EdgePeer> action) {
    var _ = peer.thenAccept(action);
  }
}
