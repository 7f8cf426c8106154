package io.linkmic.cluster.node;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who beats is there. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class NodeRegistry {
  /** reliability.md §1: a node that is silent for longer has lost its rooms to whoever asks. */
  public static final Duration LIFE = Duration.ofSeconds(6);

  // For the console: who went away lately.
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final Script BEAT = Script.of(NodeRegistry.class, "beat.lua");
  private static final Script WITHDRAW = Script.of(NodeRegistry.class, "withdraw.lua");
  private static final Script FLEET = Script.of(NodeRegistry.class, "fleet.lua");

  private final ClusterRedis redis;

  public NodeRegistry(ClusterRedis redis) {
    this.redis = redis;
  }

  /** What became of a beat. */
  public sealed interface Beat {
    /**
     * @param at Redis' clock
     * @param born when this data set began, ms; another value than last time means that Redis
     *     forgot everything
     */
    record Heard(Instant at, long born) implements Beat {}

    /** Another process with this node's id is alive, or died less than six seconds ago. */
    record NameTaken(String incarnation) implements Beat {}
  }

  public Beat beat(NodeRecord node) {
    List<String> answer =
        BEAT.run(
            redis,
            List.of(Keys.NODE + node.nodeId(), Keys.NODES, Keys.BORN),
            node.nodeId(),
            node.incarnation(),
            ClusterJson.write(node),
            Long.toString(LIFE.toMillis()),
            Long.toString(REMEMBERED.toMillis()));
    return answer.getFirst().equals("heard")
        ? new Beat.Heard(
            Instant.ofEpochMilli(Long.parseLong(answer.get(1))), Long.parseLong(answer.get(2)))
        : new Beat.NameTaken(answer.get(1));
  }

  /** Good-bye: the node's rooms may be claimed at once. */
  public void withdraw(String nodeId, String incarnation) {
    WITHDRAW.run(redis, List.of(Keys.NODE + nodeId, Keys.NODES), nodeId, incarnation);
  }

  public Fleet fleet() {
    List<String> answer =
        FLEET.run(redis, List.of(Keys.NODES), Keys.NODE, Long.toString(REMEMBERED.toMillis()));
    long now = Long.parseLong(answer.getFirst());
    List<Fleet.Seen> nodes = new ArrayList<>();
    List<Fleet.Silent> silent = new ArrayList<>();
    for (int i = 1; i + 2 < answer.size(); i += 3) {
      String value = answer.get(i + 2);
      if (value.isEmpty()) {
        Instant beatAt = Instant.ofEpochMilli(Long.parseLong(answer.get(i + 1)));
        silent.add(new Fleet.Silent(answer.get(i), beatAt));
      } else {
        add(nodes, value, now);
      }
    }
    return new Fleet(Instant.ofEpochMilli(now), nodes, silent);
  }

  private static void add(List<Fleet.Seen> nodes, String value, long now) {
    String[] parts = value.split(" ", 4);
    if (parts.length < 4 || !parts[0].equals(Integer.toString(Keys.SCHEMA))) {
      return;
    }
    long beat = Long.parseLong(parts[1]);
    ClusterJson.read(parts[3], NodeRecord.class)
        .ifPresent(node ->
            nodes.add(
                new Fleet.Seen(
                    node, Instant.ofEpochMilli(beat), Duration.ofMillis(Math.max(0, now - beat)))));
  }
}
