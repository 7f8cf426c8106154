package io.linkmic.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.event.ClusterEvent;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.TestNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;

/** Two nodes over one real Redis. */
class FleetIT {
  private RealRedis server;
  private ClusterRedis redis;
  private NodeRegistry registry;
  private RoomLeases leases;
  private RoomStore store;
  private FleetNode a;
  private FleetNode b;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    redis = ClusterRedis.connect(RedisSettings.of(server.url(), "test"));
    registry = new NodeRegistry(redis);
    leases = new RoomLeases(redis, Duration.ZERO);
    store = new RoomStore(redis);
    a = new FleetNode("a", server.url());
    b = new FleetNode("b", server.url());
    eventually(() -> registry.fleet().nodes().size() == 2, "both nodes are registered");
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
    redis.close();
    server.close();
  }

  private RoomRecord room(String roomId) {
    RoomStore.Write write =
        store.create(roomId, "devkey", RoomRules.defaults(), Instant.EPOCH, 1_000);
    return ((RoomStore.Write.Written) write).room();
  }

  private String signaling(String nodeId) {
    return registry.fleet().find(nodeId).orElseThrow().node().signalingUrl();
  }

  private static void eventually(BooleanSupplier condition, String what) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private List<ClusterEvent> events() {
    return redis
        .call(commands -> commands.opsForStream().range(Keys.EVENTS, Range.unbounded()))
        .stream()
        .map(record -> EventLog.parse(record.getValue()).orElseThrow())
        .toList();
  }

  private static String code(JSONObject answer) {
    JSONObject error = answer.optJSONObject("error");
    return error == null ? "ok" : error.optString("code");
  }

  @Test
  void the_first_join_decides_where_a_room_runs_and_others_are_sent_there() throws Exception {
    room("show");
    assertThat(code(a.join(signaling("a"), "alice", "show", "publish"))).isEqualTo("ok");
    Lease lease = leases.find("show").orElseThrow();
    assertThat(lease.nodeId()).isEqualTo("a");
    assertThat(a.rooms().find("show").orElseThrow().epoch()).isEqualTo(lease.epoch());

    JSONObject sent = b.join(signaling("b"), "bob", "show", "publish");
    assertThat(code(sent)).isEqualTo("room-elsewhere");
    JSONObject where = sent.getJSONObject("error").getJSONObject("data");
    assertThat(where.getString("nodeId")).isEqualTo("a");
    assertThat(code(b.join(where.getString("signalingUrl"), "bob", "show", "publish")))
        .isEqualTo("ok");

    HttpResponse<String> whip = b.whip("show", TestNode.token("carol", "show", "publish"));
    assertThat(whip.statusCode()).isEqualTo(307);
    assertThat(whip.headers().firstValue("Location").orElseThrow())
        .isEqualTo("http://127.0.0.1:" + a.httpPort() + "/whip/rooms/show");

    assertThat(code(a.join(signaling("a"), "dave", "nowhere", "publish")))
        .isEqualTo("room-not-found");
    eventually(
        () -> events().stream().anyMatch(e -> e.data().containsValue("bob")), "events are told");
    assertThat(events())
        .filteredOn(event -> "show".equals(event.roomId()))
        .extracting(ClusterEvent::type)
        .containsExactly("room.started", "participant.joined", "participant.joined");
    assertThat(events())
        .filteredOn(event -> "show".equals(event.roomId()))
        .allSatisfy(event -> assertThat(event.apiKey()).isEqualTo("devkey"))
        .allSatisfy(event -> assertThat(event.epoch()).isEqualTo(lease.epoch()));
  }

  @Test
  void a_draining_node_takes_no_new_room_and_keeps_those_it_has() throws Exception {
    room("old");
    room("new");
    a.join(signaling("a"), "alice", "old", "publish");
    assertThat(a.internal("POST", "/drain", "{\"draining\":true}").body())
        .isEqualTo("{\"draining\":true,\"rooms\":1}");
    eventually(
        () -> registry.fleet().find("a").map(Fleet.Seen::node).orElseThrow().draining(),
        "the fleet knows");
    assertThat(a.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
    assertThat(a.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    JSONObject refused = a.join(signaling("a"), "bob", "new", "publish");
    assertThat(code(refused)).isEqualTo("draining");
    assertThat(refused.getJSONObject("error").getLong("retryAfterMs")).isPositive();
    assertThat(code(a.join(signaling("a"), "bob", "old", "publish"))).isEqualTo("ok");
    a.internal("POST", "/drain", "{\"draining\":false}");
    assertThat(code(a.join(signaling("a"), "carol", "new", "publish"))).isEqualTo("ok");
    assertThat(a.internal("POST", "/drain", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void without_redis_rooms_go_on_new_joins_wait_and_everything_is_registered_again_afterwards()
      throws Exception {
    RoomRecord show = room("show");
    String signalingA = signaling("a");
    a.join(signalingA, "alice", "show", "publish");
    Lease before = leases.find("show").orElseThrow();
    server.kill();
    eventually(() -> a.rooms().membership() instanceof Membership.CutOff, "the node notices");
    assertThat(code(a.join(signalingA, "bob", "show", "publish"))).isEqualTo("unavailable");
    assertThat(code(a.join(signalingA, "bob", "other", "publish"))).isEqualTo("unavailable");
    HttpResponse<String> whip = a.whip("show", TestNode.token("carol", "show", "publish"));
    assertThat(whip.statusCode()).isEqualTo(503);
    assertThat(whip.headers().firstValue("Retry-After")).isPresent();
    assertThat(code(a.join(signalingA, "alice", "show", "publish")))
        .as("who sits there may come back")
        .isEqualTo("ok");
    assertThat(a.rooms().find("show")).isPresent();
    assertThat(a.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

    server.startAgain();
    eventually(redis::isUp, "the test finds Redis again");
    eventually(() -> registry.fleet().nodes().size() == 2, "both nodes are registered again");
    eventually(() -> leases.find("show").isPresent(), "the room is re-asserted");
    assertThat(leases.find("show")).contains(before);
    eventually(() -> store.find("show").isPresent(), "its configuration is written again");
    assertThat(store.find("show")).contains(show);
    assertThat(code(b.join(signaling("b"), "bob", "show", "publish"))).isEqualTo("room-elsewhere");
    assertThat(code(a.join(signalingA, "bob", "show", "publish"))).isEqualTo("ok");
  }

  @Test
  void who_learns_of_a_higher_epoch_lets_the_room_go_at_once() throws Exception {
    room("show");
    a.join(signaling("a"), "alice", "show", "publish");
    Lease before = leases.find("show").orElseThrow();
    String higher = "1 " + (before.epoch() + 5) + " b someone";
    redis.call(commands -> {
      commands.opsForHash().put(Keys.LEASES, "show", higher);
      return true;
    });
    eventually(() -> a.rooms().find("show").isEmpty(), "the old owner lets go");
    assertThat(leases.find("show").orElseThrow().epoch()).isEqualTo(before.epoch() + 5);
  }

  @Test
  void configurations_are_followed_and_a_deleted_room_ends() throws Exception {
    RoomRecord show = room("show");
    a.join(signaling("a"), "alice", "show", "publish");
    RoomSettings named =
        new RoomSettings(
            "Evening",
            show.settings().maxHosts(),
            show.settings().emptyTimeout(),
            show.settings().holdTimeout(),
            show.settings().video(),
            show.settings().audio(),
            Layout.valueOf("grid").withSequence(7),
            List.of(),
            List.of());
    RoomStore.Write.Written written =
        (RoomStore.Write.Written) store.update(show, named, Instant.EPOCH);
    eventually(
        () -> a.rooms().find("show").orElseThrow().settings().name().equals("Evening"),
        "the new name is taken over");
    assertThat(a.rooms().find("show").orElseThrow().settings().layout()).isEqualTo(named.layout());
    store.delete(written.room(), null);
    eventually(() -> a.rooms().find("show").isEmpty(), "the room ends");
    eventually(() -> leases.find("show").isEmpty(), "the lease is given back");
  }

  @Test
  void participants_are_muted_made_louder_given_roles_and_removed_under_the_right_epoch_only()
      throws Exception {
    room("show");
    a.join(signaling("a"), "alice", "show", "publish");
    String epoch = Long.toString(leases.find("show").orElseThrow().epoch());
    String alice = "/rooms/show/participants/alice";
    assertThat(
            a.internal("PATCH", alice, "{\"gain\":2.5,\"audioMuted\":true}", "LinkMic-Epoch", "7")
                .body())
        .contains("stale-epoch");
    assertThat(
            a.internal("PATCH", alice, "{\"gain\":2.5,\"audioMuted\":true}", "LinkMic-Epoch", epoch)
                .body())
        .contains("\"gain\":2.5")
        .contains("\"audioMuted\":true");
    assertThat(a.internal("PATCH", alice, "{\"gain\":9}").statusCode()).isEqualTo(400);
    assertThat(a.internal("PATCH", alice, "{\"role\":\"king\"}").statusCode()).isEqualTo(400);
    assertThat(a.internal("PATCH", alice, "{\"role\":\"audience\"}").body())
        .contains("\"role\":\"audience\"");
    assertThat(a.internal("DELETE", alice, "", "LinkMic-Epoch", epoch).statusCode()).isEqualTo(204);
    assertThat(a.internal("DELETE", alice, "").body()).contains("participant-not-found");
    assertThat(a.internal("GET", "/rooms/show/participants", "").body()).isEqualTo("[]");
  }

  @Test
  void a_node_that_stops_gives_its_rooms_back_and_says_good_bye() throws Exception {
    room("show");
    a.join(signaling("a"), "alice", "show", "publish");
    Lease before = leases.find("show").orElseThrow();
    a.close();
    assertThat(registry.fleet().find("a")).isEmpty();
    assertThat(registry.fleet().silent()).isEmpty();
    assertThat(code(b.join(signaling("b"), "alice", "show", "publish"))).isEqualTo("ok");
    assertThat(leases.find("show").orElseThrow().epoch()).isGreaterThan(before.epoch());
    assertThat(events()).extracting(ClusterEvent::type).contains("room.ended", "node.stopped");
  }
}
