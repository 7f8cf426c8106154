package io.linkmic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.event.EventLog.Append;
import io.linkmic.cluster.event.EventLog.NewEvent;
import io.linkmic.cluster.lease.Claim;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.LeaseCopy;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.event.ClusterEvent;
import io.linkmic.contract.event.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;

class LeasesIT {
  private RealRedis server;
  private ClusterRedis redis;
  private NodeRegistry registry;
  private RoomLeases leases;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    redis = ClusterRedis.connect(RedisSettings.of(server.url(), "test"));
    registry = new NodeRegistry(redis);
    leases = new RoomLeases(redis, Duration.ZERO);
    registry.beat(Nodes.node("a", "a1"));
    registry.beat(Nodes.node("b", "b1"));
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private Lease granted(String roomId, String node, String incarnation) {
    Claim claim = leases.claim(roomId, node, incarnation);
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return ((Claim.Granted) claim).lease();
  }

  private void dies(String node) {
    redis.call(commands -> commands.delete(Keys.NODE + node));
  }

  @Test
  void a_room_has_one_owner_who_may_claim_again() {
    Lease lease = granted("r", "a", "a1");
    assertThat(leases.claim("r", "b", "b1")).isEqualTo(new Claim.Owned(lease));
    assertThat(granted("r", "a", "a1")).isEqualTo(lease);
    assertThat(leases.find("r")).contains(lease);
  }

  @Test
  void who_does_not_beat_owns_nothing() {
    assertThat(leases.claim("r", "c", "c1")).isInstanceOf(Claim.Unregistered.class);
    assertThat(leases.claim("r", "a", "a0")).isInstanceOf(Claim.Unregistered.class);
  }

  @Test
  void the_room_of_a_dead_node_is_claimed_with_a_higher_epoch_and_the_old_owner_hears_of_it() {
    Lease before = granted("r", "a", "a1");
    dies("a");
    Lease after = granted("r", "b", "b1");
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    registry.beat(Nodes.node("a", "a1"));
    assertThat(leases.reassert("a", "a1", List.of(before))).containsExactly(after);
    assertThat(leases.find("r")).contains(after);
  }

  @Test
  void a_node_that_started_again_has_lost_its_rooms() {
    Lease before = granted("r", "a", "a1");
    dies("a");
    registry.beat(Nodes.node("a", "a2"));
    assertThat(granted("r", "a", "a2").epoch()).isGreaterThan(before.epoch());
  }

  @Test
  void only_the_owner_releases() {
    Lease lease = granted("r", "a", "a1");
    leases.release(new Lease("r", "b", "b1", lease.epoch()));
    leases.release(new Lease("r", "a", "a1", lease.epoch() - 1));
    assertThat(leases.find("r")).contains(lease);
    leases.release(lease);
    assertThat(leases.find("r")).isEmpty();
    assertThat(granted("r", "b", "b1").epoch()).isGreaterThan(lease.epoch());
  }

  @Test
  void epochs_never_fall_back_not_even_when_redis_forgets_them() throws Exception {
    Lease before = granted("r", "a", "a1");
    server.kill();
    server.startAgain();
    Eventually.is(redis::isUp, "Redis is back");
    registry.beat(Nodes.node("b", "b1"));
    assertThat(granted("other", "b", "b1").epoch()).isGreaterThan(before.epoch());
  }

  @Test
  void after_an_empty_start_owners_say_what_is_theirs_before_anybody_else_may_claim()
      throws Exception {
    Lease before = granted("r", "a", "a1");
    server.kill();
    server.startAgain();
    Eventually.is(redis::isUp, "Redis is back");
    RoomLeases settling = new RoomLeases(redis, Duration.ofMinutes(1));
    registry.beat(Nodes.node("b", "b1"));
    assertThat(settling.claim("r", "b", "b1")).isInstanceOf(Claim.Settling.class);
    registry.beat(Nodes.node("a", "a1"));
    assertThat(settling.reassert("a", "a1", List.of(before))).isEmpty();
    assertThat(settling.claim("r", "b", "b1")).isEqualTo(new Claim.Owned(before));
    // Whatever is claimed from now on is higher than what survived.
    registry.beat(Nodes.node("b", "b1"));
    assertThat(granted("new", "b", "b1").epoch()).isGreaterThan(before.epoch());
  }

  @Test
  void five_hundred_rooms_and_more_are_reasserted_in_one_go() {
    List<Lease> many =
        java.util.stream.IntStream.range(0, 1_300)
            .mapToObj(i -> new Lease("r" + i, "a", "a1", 1_000 + i))
            .toList();
    assertThat(leases.reassert("a", "a1", many)).isEmpty();
    assertThat(leases.all()).hasSize(1_300).containsEntry("r7", many.get(7));
  }

  @Test
  void a_copy_follows_claims_releases_and_a_redis_that_forgot() throws Exception {
    LeaseCopy copy = new LeaseCopy(redis, leases);
    copy.follow();
    assertThat(copy.size()).isZero();
    Lease lease = granted("r", "a", "a1");
    copy.follow();
    assertThat(copy.find("r")).contains(lease);
    leases.release(lease);
    granted("s", "b", "b1");
    copy.follow();
    assertThat(copy.find("r")).isEmpty();
    assertThat(copy.find("s")).isPresent();
    server.kill();
    org.assertj.core.api.Assertions.assertThatThrownBy(copy::follow);
    assertThat(copy.find("s")).as("the last known picture").isPresent();
    server.startAgain();
    Eventually.is(redis::isUp, "Redis is back");
    copy.follow();
    assertThat(copy.size()).isZero();
  }

  @Test
  void events_of_a_fenced_owner_are_not_written_and_a_repeated_one_is_written_once() {
    EventLog log = new EventLog(redis);
    Lease before = granted("r", "a", "a1");
    NewEvent first = event("1", before);
    assertThat(log.append(first)).isEqualTo(Append.APPENDED);
    assertThat(log.append(first)).isEqualTo(Append.KNOWN);
    dies("a");
    Lease after = granted("r", "b", "b1");
    assertThat(log.append(event("2", before))).isEqualTo(Append.FENCED);
    assertThat(log.append(event("3", after))).isEqualTo(Append.APPENDED);
    List<ClusterEvent> written =
        redis
            .call(commands -> commands.opsForStream().range(Keys.EVENTS, Range.unbounded()))
            .stream()
            .map(record -> EventLog.parse(record.getValue()).orElseThrow())
            .toList();
    assertThat(written).extracting(ClusterEvent::id).containsExactly("1", "3");
    assertThat(written.get(1).sequence()).isEqualTo(written.get(0).sequence() + 1);
    assertThat(written.get(0).data()).containsEntry("mode", "hold");
  }

  private static NewEvent event(String id, Lease lease) {
    return new NewEvent(
        id,
        EventType.PROGRAM_CHANGED,
        lease.roomId(),
        "key",
        lease.nodeId(),
        lease.epoch(),
        Map.of("mode", "hold"));
  }
}
