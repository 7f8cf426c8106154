package io.linkmic.cluster;

import io.linkmic.cluster.lease.Claim;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.redis.RedisUnavailable;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A node's registration as a process of its own, so that it can be paused: beats once a second and
 * claims what it is told on standard input. Answers {@code granted EPOCH}, {@code owned NODE
 * EPOCH}, {@code lost NODE EPOCH}, {@code kept} or {@code no …}.
 */
public final class Racer {
  private Racer() {}

  /** Words: Redis URL, node id, incarnation. */
  public static void main(String[] words) throws Exception {
    ClusterRedis redis = ClusterRedis.connect(RedisSettings.of(URI.create(words[0]), words[1]));
    NodeRegistry registry = new NodeRegistry(redis);
    RoomLeases leases = new RoomLeases(redis, Duration.ZERO);
    Runnable beat =
        () -> {
          try {
            registry.beat(Nodes.node(words[1], words[2]));
          } catch (RedisUnavailable late) {
            // The next beat comes in a second; that is what a node does as well.
            System.err.println(late.getMessage());
          }
        };
    beat.run();
    var _ =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory())
            .scheduleAtFixedRate(beat, 1, 1, TimeUnit.SECONDS);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] command = line.split(" ", 3);
      System.out.println(
          command[0].equals("claim")
              ? claim(leases, command[1], words)
              : reassert(leases, command[1], Long.parseLong(command[2]), words));
    }
  }

  private static String claim(RoomLeases leases, String room, String[] words) {
    // Whether a claim whose answer was lost was granted is not known: asking again tells.
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        return switch (leases.claim(room, words[1], words[2])) {
          case Claim.Granted(Lease lease) -> "granted " + lease.epoch();
          case Claim.Owned(Lease lease) -> "owned " + lease.nodeId() + " " + lease.epoch();
          case Claim.Settling ignored -> "no settling";
          case Claim.Unregistered ignored -> "no unregistered";
        };
      } catch (RedisUnavailable late) {
        System.err.println(late.getMessage());
      }
    }
    return "no answer";
  }

  private static String reassert(RoomLeases leases, String room, long epoch, String[] words) {
    List<Lease> lost =
        leases.reassert(words[1], words[2], List.of(new Lease(room, words[1], words[2], epoch)));
    return lost.isEmpty()
        ? "kept"
        : "lost " + lost.getFirst().nodeId() + " " + lost.getFirst().epoch();
  }
}
