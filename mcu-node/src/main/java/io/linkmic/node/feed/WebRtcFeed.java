package io.linkmic.node.feed;

import io.linkmic.node.edge.EdgePeer;
import io.linkmic.node.room.Feed;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.sdp.LocalSession;
import io.linkmic.rtc.sdp.NegotiatedSession;
import io.linkmic.rtc.sdp.SdpAnswerer;
import io.linkmic.rtc.sdp.SdpRefused;
import io.linkmic.rtc.sdp.SdpReoffer;
import io.linkmic.rtc.sdp.SentMedia;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One receiver's peer, as its room holds it. The room's thread, but for what runs at the edge. */
final class WebRtcFeed implements Feed {
  // A second of picture and sound waits for the edge only when the node is hopelessly late.
  private static final int MAX_WAITING = 80;

  private final FeedPath path;
  private final SentMedia ours;
  private final SecureRandom random;
  private final CompletableFuture<EdgePeer> peer = new CompletableFuture<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private LocalSession local;
  private NegotiatedSession session;
  private boolean holed;

  WebRtcFeed(
      FeedPath path,
      LocalSession local,
      NegotiatedSession session,
      SentMedia ours,
      SecureRandom random) {
    this.path = path;
    this.local = local;
    this.session = session;
    this.ours = ours;
    this.random = random;
  }

  void opening(CompletionStage<EdgePeer> opened) {
    var _ = opened.thenAccept(peer::complete);
  }

  @Override
  public void video(AccessUnit unit, long at) {
    boolean afterHole = holed;
    holed =
        !atEdge(open -> {
          if (afterHole) {
            path.broken();
          }
          path.video(open, unit, at);
        });
  }

  @Override
  public void sound(OpusFrame frame, long at) {
    var _ = atEdge(open -> path.sound(open, frame, at));
  }

  @Override
  public void cut() {
    withPeer(open -> open.atEdge(path::cut));
  }

  @Override
  public void sized(boolean smaller) {
    withPeer(open -> open.atEdge(() -> path.sized(smaller)));
  }

  /** False if too much waits there already. */
  private boolean atEdge(Consumer<EdgePeer> action) {
    EdgePeer open = peer.getNow(null);
    if (open == null) {
      return true;
    }
    if (waiting.get() >= MAX_WAITING) {
      return false;
    }
    waiting.incrementAndGet();
    open.atEdge(() -> {
      waiting.decrementAndGet();
      action.accept(open);
    });
    return true;
  }

  @Override
  public Outcome<String> restart(String offerSdp) {
    IceCredentials fresh = IceCredentials.random(random);
    return switch (SdpAnswerer.regive(offerSdp, session, nextVersion(), fresh, ours)) {
      case SdpRefused refused ->
          Outcome.refused(RefusalCode.of(refused.reason()), refused.sentence());
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
  public void close() {
    withPeer(EdgePeer::close);
  }

  private void withPeer(Consumer<EdgePeer> action) {
    var _ = peer.thenAccept(action);
  }
}
