package io.linkmic.dns.select;

import io.linkmic.cluster.node.NodeLoad;

/**
 * How busy a node will be, 1 for as busy as it may be: reliability.md §2. The worst of its
 * resources counts.
 *
 * @param worst the resource that is nearest to its end
 */
public record PredictedLoad(
    double cpu, double network, double encoders, double rooms, String worst, double value) {
  // Of a network as of processors: beyond 80 % deadlines begin to be missed.
  private static final double USABLE = 0.8;

  // Where processors never make a node full they still rank it, in the lower half.

  private static final double RANK_ONLY = 0.5;

  /**
   * @param fullAtCpu share of the processors at which a node is full; 0 for never
   */
  static PredictedLoad of(NodeLoad load, double fullAtCpu) {
    double busy = sane(load.cpu());
    double cpu = fullAtCpu > 0 ? busy / fullAtCpu : Math.min(1, busy) * RANK_ONLY;
    double network = sane(load.network()) / USABLE;
    double encoders = share(load.encoderSlotsUsed(), load.encoderSlots());
    double rooms = load.maxRooms() > 0 ? share(load.rooms(), load.maxRooms()) : 1;
    double value = Math.max(Math.max(cpu, network), Math.max(encoders, rooms));
    String worst =
        value == cpu
            ? "cpu"
            : value == network ? "network" : value == encoders ? "encoders" : "rooms";
    return new PredictedLoad(cpu, network, encoders, rooms, worst, value);
  }

  /** A node whose figure makes no sense is taken for idle in it, not for full. */
  private static double sane(double share) {
    return share >= 0 && share <= 100 ? share : 0;
  }

  private static double share(int used, int total) {
    return total <= 0 ? 0 : Math.max(0, used) / (double) total;
  }
}
