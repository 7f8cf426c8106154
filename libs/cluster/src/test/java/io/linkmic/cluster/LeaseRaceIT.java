package io.linkmic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.clustertest.SlowLink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two nodes, each a process, race for one room a thousand times: over links that are slow by turns,
 * while one or the other is paused (SIGSTOP) for a moment, or for so long that it is taken for
 * dead.
 */
class LeaseRaceIT {
  private static final int ROUNDS = 1_000;
  // Each of these takes longer than the six seconds after which a silent node has lost its rooms.
  private static final int DEATHS = 4;

  private static final class Node implements AutoCloseable {
    final String id;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;

    Node(String id, URI redis) throws IOException {
      this.id = id;
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      process =
          new ProcessBuilder(
                  java,
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Racer.class.getName(),
                  redis.toString(),
                  id,
                  id + "-1")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      String line = answers.readLine();
      while (line != null && !line.equals("ready")) {
        line = answers.readLine();
      }
      assertThat(line).isEqualTo("ready");
    }

    void say(String command) {
      commands.println(command);
    }

    String answer() throws IOException {
      return answers.readLine();
    }

    void signal(String name) throws Exception {
      assertThat(
              new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                  .start()
                  .waitFor())
          .isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void exactly_one_owner_each_time() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (RealRedis redis = RealRedis.start();
        SlowLink linkA = SlowLink.to(redis.port());
        SlowLink linkB = SlowLink.to(redis.port());
        ClusterRedis judge = ClusterRedis.connect(RedisSettings.of(redis.url(), "judge"));
        Node a = new Node("a", linkA.url());
        Node b = new Node("b", linkB.url())) {
      RoomLeases leases = new RoomLeases(judge, Duration.ZERO);
      Lease[] before = new Lease[1];
      int wonByA = 0;
      for (int round = 0; round < ROUNDS; round++) {
        linkA.delay(Duration.ofMillis(random.nextInt(4)));
        linkB.delay(Duration.ofMillis(random.nextInt(4)));
        String room = "room-" + round;
        Lease owner = race(a, b, room, random, leases);
        wonByA += owner.nodeId().equals("a") ? 1 : 0;
        if (before[0] != null) {
          assertThat(owner.epoch()).as("round %d", round).isGreaterThan(before[0].epoch());
        }
        before[0] = owner;
      }
      assertThat(wonByA).as("both win now and then").isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
      linkA.delay(Duration.ZERO);
      linkB.delay(Duration.ZERO);
      for (int death = 0; death < DEATHS; death++) {
        takeOver(
            death % 2 == 0 ? a : b,
            death % 2 == 0 ? b : a,
            "paused-" + death,
            new NodeRegistry(judge),
            leases);
      }
      System.out.printf("%d rounds, a won %d; %d takeovers%n", ROUNDS, wonByA, DEATHS);
    }
  }

  private static Lease race(Node a, Node b, String room, Random random, RoomLeases leases)
      throws Exception {
    boolean pause = random.nextInt(10) == 0;
    Node sleeper = random.nextBoolean() ? a : b;
    a.say("claim " + room);
    b.say("claim " + room);
    if (pause) {
      sleeper.signal("STOP");
      java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(30) * 1_000_000L);
      sleeper.signal("CONT");
    }
    String answerA = a.answer();
    String answerB = b.answer();
    Lease owner = leases.find(room).orElseThrow();
    String won = "granted " + owner.epoch();
    String told = "owned " + owner.nodeId() + " " + owner.epoch();
    assertThat(owner.nodeId().equals("a") ? answerA : answerB).as(room).isEqualTo(won);
    assertThat(owner.nodeId().equals("a") ? answerB : answerA).as(room).isEqualTo(told);
    return owner;
  }

  /**
   * The owner stands still until it is taken for dead; awake again, it learns whose the room is.
   */
  private static void takeOver(
      Node owner, Node heir, String room, NodeRegistry registry, RoomLeases leases)
      throws Exception {
    Eventually.is(() -> registry.fleet().nodes().size() == 2, "both nodes beat");
    owner.say("claim " + room);
    String won = owner.answer();
    assertThat(won).startsWith("granted ");
    owner.signal("STOP");
    Eventually.is(() -> registry.fleet().find(owner.id).isEmpty(), owner.id + " is taken for dead");
    heir.say("claim " + room);
    String inherited = heir.answer();
    owner.signal("CONT");
    long epoch = leases.find(room).orElseThrow().epoch();
    assertThat(inherited).isEqualTo("granted " + epoch);
    assertThat(epoch).isGreaterThan(Long.parseLong(won.substring("granted ".length())));
    owner.say("reassert " + room + " " + won.substring("granted ".length()));
    assertThat(owner.answer()).isEqualTo("lost " + heir.id + " " + epoch);
  }
}
