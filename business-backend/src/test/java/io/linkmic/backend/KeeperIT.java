package io.linkmic.backend;

import static io.linkmic.backend.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.backend.testing.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What time does to broadcasts, with one instance, with two, and across restarts. */
class KeeperIT {
  private final String database = RealPostgres.newDatabase();
  private final List<RunningBackend> running = new ArrayList<>();
  private McuApiPeer mcu;

  @BeforeEach
  void startPeer() throws Exception {
    mcu = new McuApiPeer();
  }

  @AfterEach
  void stop() {
    running.forEach(RunningBackend::close);
    mcu.close();
  }

  private RunningBackend start(String... settings) {
    RunningBackend backend = new RunningBackend(database, mcu.url(), settings);
    running.add(backend);
    return backend;
  }

  private void kill(RunningBackend backend) {
    running.remove(backend);
    backend.close();
  }

  private void live(RunningBackend backend, JsonNode made) throws Exception {
    String room = made.path("roomId").asString();
    mcu.mode(room, "passthrough");
    backend.event("live-" + room, "program.changed", room, 1, Map.of("mode", "passthrough"));
    assertThat(backend.state(made.path("broadcastId").asString())).isEqualTo("LIVE");
  }

  private void away(RunningBackend backend, JsonNode made) throws Exception {
    String room = made.path("roomId").asString();
    mcu.mode(room, "hold");
    backend.event("away-" + room, "program.changed", room, 2, Map.of("mode", "hold"));
  }

  private static List<String> causes(RunningBackend backend, String id) throws Exception {
    return backend
        .broadcast(id)
        .path("history")
        .valueStream()
        .map(entry -> entry.path("cause").asString())
        .toList();
  }

  @Test
  void a_broadcast_whose_host_stays_away_ends_once_although_two_instances_watch() throws Exception {
    RunningBackend one = start("linkmic.backend.host-away-timeout=PT1S");
    start("linkmic.backend.host-away-timeout=PT1S");
    List<JsonNode> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(one.create());
      live(one, all.getLast());
    }
    for (JsonNode made : all) {
      away(one, made);
    }
    for (JsonNode made : all) {
      String id = made.path("broadcastId").asString();
      eventually(() -> assertThat(one.state(id)).isEqualTo("ENDED"));
      assertThat(causes(one, id)).containsExactly("created", "on-air", "off-air", "host-away");
      eventually(() -> assertThat(mcu.rooms()).doesNotContainKey(made.path("roomId").asString()));
    }
  }

  @Test
  void a_host_who_comes_back_in_time_keeps_his_broadcast() throws Exception {
    RunningBackend backend = start("linkmic.backend.host-away-timeout=PT2S");
    JsonNode made = backend.create();
    String id = made.path("broadcastId").asString();
    live(backend, made);
    away(backend, made);
    // The event of his return is lost; looking before ending finds it.
    mcu.mode(made.path("roomId").asString(), "passthrough");
    eventually(() -> assertThat(backend.state(id)).isEqualTo("LIVE"));
    assertThat(causes(backend, id)).containsExactly("created", "on-air", "off-air", "on-air");
  }

  @Test
  void a_broadcast_that_never_went_live_ends() throws Exception {
    RunningBackend backend = start("linkmic.backend.created-timeout=PT1S");
    String id = backend.create().path("broadcastId").asString();
    eventually(() -> assertThat(backend.state(id)).isEqualTo("ENDED"));
    assertThat(causes(backend, id)).containsExactly("created", "never-live");
  }

  @Test
  void while_mcu_api_cannot_say_nobody_is_declared_away() throws Exception {
    RunningBackend backend = start("linkmic.backend.host-away-timeout=PT1S");
    JsonNode made = backend.create();
    String id = made.path("broadcastId").asString();
    String program = "GET /v1/rooms/" + made.path("roomId").asString() + "/program";
    live(backend, made);
    mcu.fail("GET /v1/rooms", 503);
    away(backend, made);
    long before = mcu.calls().stream().filter(program::equals).count();
    eventually(() ->
        assertThat(mcu.calls().stream().filter(program::equals).count()).isGreaterThan(before));
    assertThat(backend.state(id)).isEqualTo("INTERRUPTED");
    mcu.fail("", 0);
    eventually(() -> assertThat(backend.state(id)).isEqualTo("ENDED"));
  }

  @Test
  void a_restart_mid_broadcast_finds_out_what_happened_meanwhile() throws Exception {
    RunningBackend first = start();
    JsonNode stays = first.create();
    JsonNode comes = first.create();
    JsonNode goes = first.create();
    live(first, stays);
    live(first, goes);
    kill(first);
    mcu.mode(comes.path("roomId").asString(), "passthrough");
    mcu.program(
        goes.path("roomId").asString(),
        Shapes.program(
            goes.path("roomId").asString(),
            "hold",
            List.of(Shapes.egress("e-1", "failed", "No route."))));
    RunningBackend second = start();
    eventually(() -> {
      assertThat(second.state(comes.path("broadcastId").asString())).isEqualTo("LIVE");
      assertThat(second.state(goes.path("broadcastId").asString())).isEqualTo("INTERRUPTED");
    });
    assertThat(causes(second, stays.path("broadcastId").asString()))
        .containsExactly("created", "on-air");
    assertThat(
            second.broadcast(goes.path("broadcastId").asString()).at("/alerts/0/detail").asString())
        .isEqualTo("No route.");
  }

  @Test
  void a_start_while_mcu_api_is_away_compares_as_soon_as_it_is_back() throws Exception {
    RunningBackend first = start();
    JsonNode made = first.create();
    live(first, made);
    kill(first);
    String room = made.path("roomId").asString();
    mcu.mode(room, "idle");
    mcu.fail("GET /v1/rooms", 503);
    long before =
        mcu.calls().stream().filter(("GET /v1/rooms/" + room + "/program")::equals).count();
    RunningBackend second = start("linkmic.backend.reconcile-interval=PT1H");
    eventually(() ->
        assertThat(
                mcu.calls().stream().filter(("GET /v1/rooms/" + room + "/program")::equals).count())
            .isGreaterThan(before));
    assertThat(second.state(made.path("broadcastId").asString())).isEqualTo("LIVE");
    mcu.fail("", 0);
    eventually(() ->
        assertThat(second.state(made.path("broadcastId").asString())).isEqualTo("INTERRUPTED"));
  }

  @Test
  void timers_go_on_while_it_is_down() throws Exception {
    RunningBackend first = start();
    JsonNode made = first.create();
    live(first, made);
    away(first, made);
    kill(first);
    RunningBackend second = start("linkmic.backend.host-away-timeout=PT0.5S");
    String id = made.path("broadcastId").asString();
    eventually(() -> assertThat(second.state(id)).isEqualTo("ENDED"));
    assertThat(causes(second, id)).endsWith("host-away");
  }

  @Test
  void a_missed_event_is_found_by_comparing() throws Exception {
    RunningBackend backend = start("linkmic.backend.reconcile-interval=PT0.2S");
    JsonNode made = backend.create();
    String id = made.path("broadcastId").asString();
    mcu.mode(made.path("roomId").asString(), "passthrough");
    eventually(() -> assertThat(backend.state(id)).isEqualTo("LIVE"));
  }

  @Test
  void a_room_that_was_lost_is_made_again_for_its_host() throws Exception {
    RunningBackend backend = start("linkmic.backend.reconcile-interval=PT0.2S");
    JsonNode made = backend.create();
    String room = made.path("roomId").asString();
    mcu.rooms().remove(room);
    eventually(() -> assertThat(mcu.rooms()).containsKey(room));
    assertThat(mcu.rooms().get(room).at("/egress/0/url").asString())
        .contains(made.path("streamKey").asString());
    assertThat(backend.state(made.path("broadcastId").asString())).isEqualTo("CREATED");
  }

  @Test
  void a_room_made_again_just_when_its_broadcast_ends_goes_all_the_same() throws Exception {
    RunningBackend looks = start();
    // While one instance waits for mcu-api's answer, the other one deletes.
    start();
    JsonNode made = looks.create();
    String room = made.path("roomId").asString();
    String end = "/api/v1/broadcasts/" + made.path("broadcastId").asString() + "/end";
    eventually(() -> assertThat(mcu.calls()).contains("GET /v1/rooms/" + room + "/program"));
    AtomicBoolean once = new AtomicBoolean();
    mcu.with((call, body) -> {
      if (call.equals("GET /v1/rooms/" + room + "/program") && once.compareAndSet(false, true)) {
        return Optional.of(afterTheEnd(looks, end, room));
      }
      return Optional.empty();
    });
    looks.jdbc().sql("update broadcast set look_at = now()").update();
    eventually(() ->
        assertThat(mcu.calls().stream().filter("POST /v1/rooms"::equals).count()).isEqualTo(2));
    eventually(() -> {
      assertThat(mcu.rooms()).doesNotContainKey(room);
      assertThat(pairState(looks, room)).containsExactly("RESTING");
    });
  }

  private McuApiPeer.Reply afterTheEnd(RunningBackend backend, String end, String room) {
    try {
      assertThat(backend.call("POST", end, null).status()).isEqualTo(200);
      eventually(() -> assertThat(pairState(backend, room)).containsExactly("RESTING"));
      return McuApiPeer.problem(404, "room-not-found");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_creation_that_died_half_way_is_cleaned_up() throws Exception {
    RunningBackend backend = start();
    backend
        .jdbc()
        .sql(
            """
            insert into room_pair (room_id, stream_key, state, broadcast_id, since)
            values ('r-dead', 'key-dead', 'RESERVED', 'b-dead', now() - interval '3 minutes')
            """)
        .update();
    mcu.rooms().put("r-dead", tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());
    kill(backend);
    start();
    eventually(() -> assertThat(mcu.rooms()).doesNotContainKey("r-dead"));
  }

  @Test
  void a_pair_is_forgotten_only_after_its_rest() throws Exception {
    RunningBackend first = start("linkmic.backend.pool.rest=PT1H");
    JsonNode made = first.create();
    String room = made.path("roomId").asString();
    first.call("POST", "/api/v1/broadcasts/" + made.path("broadcastId").asString() + "/end", null);
    eventually(() -> assertThat(pairState(first, room)).containsExactly("RESTING"));
    kill(first);
    RunningBackend second = start("linkmic.backend.pool.rest=PT1H");
    eventually(() ->
        assertThat(
                second
                    .jdbc()
                    .sql("select count(*) from room_pair where state = 'FREE'")
                    .query(Long.class)
                    .single())
            .isEqualTo(50));
    assertThat(pairState(second, room)).containsExactly("RESTING");
    kill(second);
    RunningBackend third = start("linkmic.backend.pool.rest=PT0.001S");
    eventually(() -> assertThat(pairState(third, room)).isEmpty());
  }

  private static List<String> pairState(RunningBackend backend, String room) {
    return backend
        .jdbc()
        .sql("select state from room_pair where room_id = ?")
        .param(room)
        .query(String.class)
        .list();
  }
}
