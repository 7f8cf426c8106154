package io.linkmic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.node.NodeRegistry.Beat;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.clustertest.RealRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryIT {
  private RealRedis server;
  private ClusterRedis redis;
  private NodeRegistry registry;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    redis = ClusterRedis.connect(RedisSettings.of(server.url(), "test"));
    registry = new NodeRegistry(redis);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void a_node_that_beats_is_seen_as_it_described_itself() {
    assertThat(registry.beat(Nodes.node("a", "i1"))).isInstanceOf(Beat.Heard.class);
    Fleet fleet = registry.fleet();
    assertThat(fleet.nodes()).hasSize(1);
    assertThat(fleet.nodes().getFirst().node()).isEqualTo(Nodes.node("a", "i1"));
    assertThat(fleet.nodes().getFirst().age()).isLessThan(Duration.ofSeconds(5));
    assertThat(fleet.silent()).isEmpty();
  }

  @Test
  void a_second_process_of_the_same_name_is_refused_until_the_first_is_gone() {
    registry.beat(Nodes.node("a", "i1"));
    assertThat(registry.beat(Nodes.node("a", "i2"))).isEqualTo(new Beat.NameTaken("i1"));
    registry.withdraw("a", "i2");
    assertThat(registry.fleet().nodes()).as("only the owner may withdraw").hasSize(1);
    registry.withdraw("a", "i1");
    assertThat(registry.beat(Nodes.node("a", "i2"))).isInstanceOf(Beat.Heard.class);
  }

  @Test
  void a_node_that_stopped_beating_is_silent_and_one_that_said_good_bye_is_not() {
    registry.beat(Nodes.node("gone", "i1"));
    registry.beat(Nodes.node("left", "i1"));
    registry.withdraw("left", "i1");
    redis.call(commands -> commands.delete(Keys.NODE + "gone"));
    assertThat(registry.fleet().nodes()).isEmpty();
    assertThat(registry.fleet().silent()).extracting(Fleet.Silent::nodeId).containsExactly("gone");
  }

  @Test
  void what_a_newer_version_wrote_is_left_alone() {
    registry.beat(Nodes.node("a", "i1"));
    redis.call(commands -> {
      commands.opsForValue().set(Keys.NODE + "b", "2 1 i1 {\"other\":1}");
      commands.opsForZSet().add(Keys.NODES, "b", 4e12);
      return true;
    });
    assertThat(registry.fleet().nodes())
        .extracting(seen -> seen.node().nodeId())
        .containsExactly("a");
  }

  @Test
  void a_redis_that_is_away_is_told_within_a_second_and_found_again() throws Exception {
    registry.beat(Nodes.node("a", "i1"));
    long born = ((Beat.Heard) registry.beat(Nodes.node("a", "i1"))).born();
    server.kill();
    long before = System.nanoTime();
    assertThatThrownBy(() -> registry.fleet()).isInstanceOf(RedisUnavailable.class);
    // The timeout is half a second; a machine that builds beside us is given ten times that.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(redis.isUp()).isFalse();
    server.startAgain();
    Eventually.is(redis::isUp, "Redis is found again");
    assertThat(registry.fleet().nodes()).isEmpty();
    Beat.Heard heard = (Beat.Heard) registry.beat(Nodes.node("a", "i1"));
    assertThat(heard.born()).as("another data set").isGreaterThan(born);
  }

  @Test
  void a_redis_that_hangs_is_told_and_nothing_is_sent_again_later() {
    registry.beat(Nodes.node("a", "i1"));
    server.pause();
    assertThatThrownBy(() -> registry.withdraw("a", "i1")).isInstanceOf(RedisUnavailable.class);
    server.resume();
    Eventually.is(redis::isUp, "Redis answers again");
  }
}
