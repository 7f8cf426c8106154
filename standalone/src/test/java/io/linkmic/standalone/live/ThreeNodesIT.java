package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.socketio.Peer;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.FleetOfProcesses;
import io.linkmic.standalone.FleetOfProcesses.Service;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Three nodes and every service as processes: rooms spread, drained and blacklisted nodes get none,
 * and neither Redis nor a service that dies is noticed by those who watch.
 */
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeNodesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  /** What reliability.md allows after Redis is back. */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  /** 30 pictures a second, and one may be late. */
  private static final long MOST_BETWEEN_PICTURES_MILLIS = 2 * 34;

  /**
   * Loads count in steps of 5 % and a room as 1 %, and all three nodes measure the same two cores:
   * a step's difference is made up for by five rooms.
   */
  private static final int ROOMS = 12;

  @TempDir private static Path folder;
  private static Clip clip;
  private static FleetOfProcesses fleet;
  private static final List<OnAir> onAir = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    clip = Clip.make(folder, 10);
    fleet = FleetOfProcesses.start(3);
  }

  @AfterAll
  static void stop() throws Exception {
    for (OnAir each : onAir) {
      each.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  @Order(1)
  void rooms_are_spread_over_the_nodes() throws Exception {
    for (int i = 1; i <= ROOMS; i++) {
      onAir.add(OnAir.go(fleet, "spread-" + i, clip.file()));
    }
    Map<String, Integer> rooms = new TreeMap<>();
    for (OnAir each : onAir) {
      rooms.merge(each.node(), 1, Integer::sum);
    }
    System.out.printf("figure: %d rooms on 3 nodes: %s%n", ROOMS, rooms);
    assertThat(rooms.keySet()).containsExactlyElementsOf(fleet.nodeIds());
    assertThat(rooms.values()).allMatch(count -> count <= ROOMS * 2 / 3);
  }

  @Test
  @Order(2)
  void a_second_participant_lands_on_the_room_s_node() throws Exception {
    for (OnAir each : onAir) {
      assertThat(each.nextGoesTo()).isEqualTo(each.node());
    }
    OnAir room = onAir.getFirst();
    String roomId = room.broadcast().roomId();
    String guest = token(roomId, "guest");
    String elsewhere =
        fleet.nodeIds().stream().filter(id -> !id.equals(nodeOf(room))).findFirst().orElseThrow();
    HttpResponse<String> sent =
        fleet.offer(fleet.whipUrl(elsewhere, roomId), guest, ClientHost.offer());
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(307);
    assertThat(sent.headers().firstValue("Location")).contains(fleet.whipUrl(room.node(), roomId));

    String chosen = fleet.select(roomId).candidates().getFirst().signalingUrl();
    try (Peer second = new Peer(URI.create(chosen).getPort(), Map.of(), List.of()).connected()) {
      JSONObject joined = second.ask("join", Peer.json("token", guest));
      assertThat(joined.optBoolean("ok")).as(joined.toString()).isTrue();
      assertThat(participants(roomId)).extracting(JsonNode::toString).hasSize(2);
    }
    // Where mcu-dns was not asked, the node says where to go.
    String wrong =
        fleet.select("nobody-s-room").candidates().stream()
            .filter(candidate -> candidate.nodeId().equals(elsewhere))
            .findFirst()
            .orElseThrow()
            .signalingUrl();
    try (Peer lost = new Peer(URI.create(wrong).getPort(), Map.of(), List.of()).connected()) {
      JSONObject refused = lost.ask("join", Peer.json("token", guest));
      assertThat(Peer.code(refused)).isEqualTo("room-elsewhere");
      assertThat(refused.toString().replace("\\/", "/")).contains(chosen);
    }
  }

  private static String nodeOf(OnAir room) {
    try {
      return room.node();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode participants(String roomId) throws Exception {
    return fleet.api("GET", "/rooms/" + roomId + "/participants", "").path("items");
  }

  @Test
  @Order(3)
  void a_drained_node_gets_no_room_and_keeps_those_it_has() throws Exception {
    OnAir stays = onAir.getFirst();
    String drained = stays.node();
    try (FlvWatcher viewer = FlvWatcher.watch(URI.create(stays.broadcast().flvUrl()))) {
      fleet.api("POST", "/nodes/" + drained + "/drain", "{\"draining\":true}");
      awaitOffered(id -> !id.equals(drained));
      for (int i = 1; i <= 3; i++) {
        OnAir fresh = OnAir.go(fleet, "drained-" + i, clip.file());
        onAir.add(fresh);
        assertThat(fresh.node()).isNotEqualTo(drained);
      }
      assertThat(stays.nextGoesTo()).as("who joins the drained node's room").isEqualTo(drained);
      assertOnAir(viewer);
    }
    fleet.api("POST", "/nodes/" + drained + "/drain", "{\"draining\":false}");
    awaitOffered(id -> true);
  }

  @Test
  @Order(4)
  void a_blacklisted_node_gets_no_room() throws Exception {
    String left = fleet.nodeIds().getLast();
    List<String> entries = new ArrayList<>();
    for (String id : fleet.nodeIds()) {
      if (!id.equals(left)) {
        entries.add(
            fleet
                .api(
                    "POST",
                    "/blacklist",
                    "{\"nodeId\":\"%s\",\"reason\":\"disk\",\"ttl\":\"PT10M\"}".formatted(id))
                .path("id")
                .asString(""));
      }
    }
    awaitOffered(id -> id.equals(left));
    for (int i = 1; i <= 2; i++) {
      OnAir fresh = OnAir.go(fleet, "blacklisted-" + i, clip.file());
      onAir.add(fresh);
      assertThat(fresh.node()).isEqualTo(left);
    }
    for (String entry : entries) {
      fleet.api("DELETE", "/blacklist/" + entry, "");
    }
    awaitOffered(id -> true);
  }

  /** For a room that nobody runs. */
  private static void awaitOffered(java.util.function.Predicate<String> expected) throws Exception {
    List<String> ids = fleet.nodeIds().stream().filter(expected).toList();
    Eventually.holds(
        "exactly " + ids + " offered",
        LIMIT,
        () ->
            fleet.select("nobody-s-room").candidates().stream()
                .map(candidate -> candidate.nodeId())
                .sorted()
                .toList()
                .equals(ids));
  }

  @Test
  @Order(5)
  void redis_may_be_away_for_a_minute_and_come_back_empty() throws Exception {
    List<Long> epochs = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (OnAir each : onAir) {
      epochs.add(each.epoch());
      owners.add(each.node());
    }
    try (FlvWatcher first = FlvWatcher.watch(URI.create(onAir.get(0).broadcast().flvUrl()));
        FlvWatcher second = FlvWatcher.watch(URI.create(onAir.get(1).broadcast().flvUrl()))) {
      first.await("pictures", LIMIT, tags -> tags.stream().anyMatch(FlvWatcher.Tag::picture));
      second.await("pictures", LIMIT, tags -> tags.stream().anyMatch(FlvWatcher.Tag::picture));
      fleet.redis().kill();
      long away = System.nanoTime();
      int refused = joinsRefusedUntil(away + OUTAGE.toNanos());
      fleet.redis().startAgain();
      long back = System.nanoTime();
      awaitRegistered(owners, epochs);
      long registered = (System.nanoTime() - back) / 1_000_000;
      System.out.printf(
          "figure: Redis away for %d s, %d joins refused with 503; all %d nodes and %d rooms"
              + " registered again after %d ms, every room with its owner and epoch%n",
          OUTAGE.toSeconds(), refused, fleet.nodeIds().size(), onAir.size(), registered);
      assertThat(registered).isLessThan(BACK_WITHIN.toMillis());
      assertNoGap(first);
      assertNoGap(second);
      assertOnAir(first);
    }
    OnAir fresh = OnAir.go(fleet, "after-redis", clip.file());
    onAir.add(fresh);
    assertThat(fresh.epoch()).as("grows").isGreaterThan(epochs.stream().max(Long::compare).get());
  }

  /** Nobody is let in to a room that nobody is known to own; mcu-dns serves its last picture. */
  private static int joinsRefusedUntil(long end) throws Exception {
    int[] refused = new int[1];
    Eventually.holds(
        "the outage is over",
        OUTAGE.plusSeconds(30),
        () -> {
          for (String node : fleet.nodeIds()) {
            HttpResponse<String> answer =
                fleet.offer(
                    fleet.whipUrl(node, "new-room"), token("new-room", "anna"), ClientHost.offer());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            refused[0]++;
          }
          assertThat(fleet.select("nobody-s-room").candidates()).hasSize(fleet.nodeIds().size());
          return System.nanoTime() > end;
        });
    return refused[0];
  }

  /** As mcu-api sees it; and nobody else may own what somebody owned. */
  private static void awaitRegistered(List<String> owners, List<Long> epochs) throws Exception {
    Eventually.holds(
        "nodes and rooms are there again",
        LIMIT,
        () -> {
          if (fleet.listed("/nodes").size() != fleet.nodeIds().size()
              || fleet.listed("/webhooks").isEmpty()) {
            return false;
          }
          for (int i = 0; i < owners.size(); i++) {
            if (!registered(onAir.get(i), owners.get(i), epochs.get(i))) {
              return false;
            }
          }
          return true;
        });
  }

  private static boolean registered(OnAir room, String owner, long epoch) throws Exception {
    String roomId = room.broadcast().roomId();
    String other =
        fleet.nodeIds().stream().filter(id -> !id.equals(owner)).findFirst().orElseThrow();
    HttpResponse<String> answer =
        fleet.offer(fleet.whipUrl(other, roomId), token(roomId, "thief"), ClientHost.offer());
    assertThat(answer.statusCode())
        .as("another node: its owner's address, or not now")
        .isIn(307, 404, 503);
    for (JsonNode one : fleet.listed("/rooms?limit=100")) {
      if (one.path("roomId").asString("").equals(roomId)) {
        JsonNode running = one.path("running");
        if (running.isObject()) {
          assertThat(running.path("nodeId").asString("")).isEqualTo(owner);
          assertThat(running.path("epoch").asLong()).isEqualTo(epoch);
          return true;
        }
      }
    }
    return false;
  }

  @Test
  @Order(6)
  void a_killed_mcu_api_leaves_the_media_alone_and_knows_everything_when_it_is_back()
      throws Exception {
    OnAir watched = onAir.get(0);
    OnAir leaves = onAir.get(2);
    String owner = watched.node();
    try (FlvWatcher viewer = FlvWatcher.watch(URI.create(watched.broadcast().flvUrl()))) {
      fleet.kill(Service.API);
      leaves.host().kill();
      assertOnAir(viewer);
      fleet.start(Service.API);
      assertThat(watched.node()).isEqualTo(owner);
      assertThat(fleet.broadcasts().state(watched.broadcast().broadcastId())).isEqualTo("LIVE");
      leaves.awaitState("INTERRUPTED");
      assertNoGap(viewer);
    }
  }

  @Test
  @Order(7)
  void a_killed_backend_leaves_the_media_alone_and_knows_everything_when_it_is_back()
      throws Exception {
    OnAir watched = onAir.get(0);
    OnAir leaves = onAir.get(3);
    try (FlvWatcher viewer = FlvWatcher.watch(URI.create(watched.broadcast().flvUrl()))) {
      fleet.kill(Service.BACKEND);
      leaves.host().kill();
      assertOnAir(viewer);
      fleet.start(Service.BACKEND);
      assertThat(fleet.broadcasts().state(watched.broadcast().broadcastId())).isEqualTo("LIVE");
      leaves.awaitState("INTERRUPTED");
      assertNoGap(viewer);
    }
    JsonNode history =
        fleet.backend("GET", "/broadcasts/" + leaves.broadcast().broadcastId(), "").path("history");
    assertThat(history.valueStream().map(change -> change.path("cause").asString("")).toList())
        .containsExactlyInAnyOrder("created", "on-air", "off-air");
  }

  /** Pictures come now, three seconds of them. */
  private static void assertOnAir(FlvWatcher viewer) throws Exception {
    int before = viewer.count();
    viewer.await(
        "three seconds of pictures",
        LIMIT,
        tags -> tags.stream().skip(before).filter(FlvWatcher.Tag::picture).count() > 90);
  }

  private static void assertNoGap(FlvWatcher viewer) {
    assertThat(viewer.hasEnded()).isFalse();
    List<Long> times =
        viewer.seen().stream()
            .filter(FlvWatcher.Tag::picture)
            .map(FlvWatcher.Tag::timestamp)
            .toList();
    long most = 0;
    for (int i = 1; i < times.size(); i++) {
      most = Math.max(most, times.get(i) - times.get(i - 1));
      assertThat(times.get(i)).isGreaterThan(times.get(i - 1));
    }
    System.out.printf(
        "figure: %d pictures over %d ms, at most %d ms apart%n",
        times.size(), times.getLast() - times.getFirst(), most);
    assertThat(most).isLessThanOrEqualTo(MOST_BETWEEN_PICTURES_MILLIS);
  }

  private static String token(String room, String participant) {
    return new TokenMinter(ApiKeys.development())
        .mint(
            new ParticipantClaims(
                ApiKeys.DEVELOPMENT_KEY,
                participant,
                participant,
                room,
                Set.of("publish"),
                Instant.now().plusSeconds(600),
                null));
  }
}
