package io.linkmic.dns.select;

import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRecord;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One node, with all that does not depend on who asks. Made anew for each picture; immutable. */
public final class Row {
  // 1 - 0.95 is a little more than 0.05.
  private static final double ROUNDING = 1e-6;

  private final Fleet.Seen seen;
  private final PredictedLoad load;
  private final NodeTrack track;
  private final @Nullable Exclusion exclusion;
  private final @Nullable Ban ban;
  private final byte[] card;
  private final AtomicInteger pending;
  private final int recentJoins;
  private final int joinsUntilBusy;
  final int step;
  final int region;
  final int isp;
  final Globe.@Nullable Point point;
  final int seed;

  Row(
      Fleet.Seen seen,
      PredictedLoad load,
      NodeTrack track,
      @Nullable Exclusion exclusion,
      @Nullable Ban ban,
      byte[] card,
      int region,
      int isp) {
    this.seen = seen;
    this.load = load;
    this.track = track;
    this.pending = track.pending();
    this.exclusion = exclusion;
    this.ban = ban;
    this.card = card;
    this.region = region;
    this.isp = isp;
    NodeRecord node = seen.node();
    this.recentJoins = Math.max(0, node.load().recentJoins());
    this.joinsUntilBusy = (int) Math.ceil((1 - load.value()) * 100 - ROUNDING);
    this.step = track.step(load.value());
    this.point = Globe.point(node.latitude(), node.longitude());
    this.seed = Rendezvous.seed(node.nodeId());
  }

  public NodeRecord node() {
    return seen.node();
  }

  public Fleet.Seen seen() {
    return seen;
  }

  public PredictedLoad load() {
    return load;
  }

  /** For everyone; null when there is none. */
  @Nullable Exclusion exclusion() {
    return exclusion;
  }

  /** The blacklist entry that keeps it from everyone, if that is why. */
  @Nullable Ban ban() {
    return ban;
  }

  NodeTrack track() {
    return track;
  }

  /** The node as the door tells of it, made once per picture; not to be changed. */
  public byte[] card() {
    return card;
  }

  /** Participants who are on their way and do not show in the load yet. */
  int joins() {
    return recentJoins + Math.min(NodeTrack.MOST, pending.get());
  }

  /** Whether its predicted load is 1 or more. */
  boolean isBusy() {
    return joins() >= joinsUntilBusy;
  }

  /** 1 percent for each of them: reliability.md §2. */
  public double predicted() {
    return load.value() + joins() / 100.0;
  }

  /**
   * What is compared, in hundredths: the step, and joins in pairs, so that two instances that know
   * of different last ones still agree most of the time.
   */
  int rankLoad() {
    int joins = joins();
    return Math.min(1023, step * 5 + joins - (joins & 1));
  }
}
