package io.linkmic.benchmarks;

import io.linkmic.cluster.lease.Claim;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.room.RoomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Nodes that beat once a second with loads that wander, and the rooms they run. */
final class DnsFleet implements AutoCloseable {
  static final List<String> REGIONS =
      List.of("cn-north", "cn-east", "cn-south", "cn-west", "eu-central", "us-west");
  static final List<String> ISPS = List.of("telecom", "unicom", "mobile");

  private static final long SEED = 42;
  // Pipelined by the Redis client; more only wait for the one Redis thread.
  private static final int WRITERS = 16;

  private final NodeRegistry registry;
  private final RoomLeases leases;
  private final RoomStore store;
  private final double[] cpu;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("beats").factory());
  private final Random random = new Random(SEED);

  DnsFleet(ClusterRedis redis, int nodes) {
    this.registry = new NodeRegistry(redis);
    this.leases = new RoomLeases(redis, Duration.ZERO);
    this.store = new RoomStore(redis);
    this.cpu = random.doubles(nodes, 0.05, 0.7).toArray();
  }

  /** All nodes beat when this returns, and go on: a tenth of them each tenth of a second. */
  void start() {
    for (int i = 0; i < cpu.length; i++) {
      registry.beat(node(i));
    }
    int[] next = {0};
    var _ =
        heart.scheduleAtFixedRate(
            () -> {
              for (int i = next[0]; i < cpu.length; i += 10) {
                beat(i);
              }
              next[0] = (next[0] + 1) % 10;
            },
            100,
            100,
            TimeUnit.MILLISECONDS);
  }

  private void beat(int i) {
    cpu[i] = Math.clamp(cpu[i] + random.nextGaussian() * 0.02, 0.02, 0.95);
    try {
      registry.beat(node(i));
    } catch (RedisUnavailable late) {
      // The next beat is a second away; a node does no more either.
      if (!heart.isShutdown()) {
        System.err.println("a beat was lost: " + late.getMessage());
      }
    }
  }

  private NodeRecord node(int i) {
    int region = i % REGIONS.size();
    int rooms = (int) (cpu[i] * 400);
    return new NodeRecord(
        nodeId(i),
        "1",
        REGIONS.get(region),
        ISPS.get(i / REGIONS.size() % ISPS.size()),
        20.0 + region * 5,
        100.0 + region * 10,
        "https://" + nodeId(i) + ".example.com:8084",
        "https://" + nodeId(i) + ".example.com:8083/whip/rooms",
        new NodeRecord.Probe(nodeId(i) + ".example.com", 10_000),
        "http://10.0.0.1:8083",
        "0.1.0",
        Instant.EPOCH,
        // Some nodes of a fleet are always being replaced.
        i % 50 == 7,
        new NodeLoad(
            cpu[i],
            cpu[i] / 2,
            100_000_000,
            16,
            (int) (cpu[i] * 10),
            rooms,
            500,
            rooms * 2,
            random.nextInt(4),
            rooms));
  }

  private static String nodeId(int i) {
    return "node-" + i;
  }

  static String roomId(int i) {
    return "room-" + i;
  }

  /** Configurations and leases, spread evenly over the nodes. */
  void fill(int rooms) throws Exception {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> done = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int first = w;
        done.add(
            writers.submit(() -> {
              for (int i = first; i < rooms; i += WRITERS) {
                write(i);
              }
            }));
      }
      for (Future<?> writer : done) {
        writer.get();
      }
    }
  }

  private void write(int i) {
    store.create(roomId(i), "bench", RoomRules.defaults(), Instant.EPOCH, Integer.MAX_VALUE);
    if (!(leases.claim(roomId(i), nodeId(i % cpu.length), "1") instanceof Claim.Granted)) {
      throw new IllegalStateException(roomId(i) + " was not granted");
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
  }
}
