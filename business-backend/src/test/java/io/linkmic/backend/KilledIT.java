package io.linkmic.backend;

import static io.linkmic.backend.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.backend.testing.BackendClient;
import io.linkmic.backend.testing.BackendProcess;
import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A backend that is killed mid-broadcast, and another one over the same PostgreSQL. */
class KilledIT {
  /** Comparing cannot be what puts these right, but for the look at the start. */
  private static final String NO_COMPARING = "linkmic.backend.reconcile-interval=PT1H";

  private record Show(String id, String roomId) {
    static Show of(JsonNode made) {
      return new Show(made.path("broadcastId").asString(), made.path("roomId").asString());
    }
  }

  /** mcu-api's program and its event, which it sends until somebody takes it. */
  private static void happens(
      McuApiPeer mcu, BackendClient backend, Show show, long sequence, String mode)
      throws Exception {
    mcu.mode(show.roomId(), mode);
    assertThat(deliver(backend, show, sequence, mode)).isEqualTo(204);
  }

  private static int deliver(BackendClient backend, Show show, long sequence, String mode)
      throws Exception {
    return backend
        .event(
            "event-" + sequence + "-" + show.roomId(),
            "program.changed",
            show.roomId(),
            sequence,
            Map.of("mode", mode))
        .status();
  }

  private static List<String> causes(BackendClient backend, Show show) throws Exception {
    return backend
        .broadcast(show.id())
        .path("history")
        .valueStream()
        .map(change -> change.path("cause").asString())
        .toList();
  }

  @Test
  void the_state_is_right_after_the_start_with_events_missed_repeated_and_late() throws Exception {
    String database = RealPostgres.newDatabase();
    try (McuApiPeer mcu = new McuApiPeer();
        BackendProcess first = BackendProcess.start(database, mcu.url(), NO_COMPARING)) {
      Show steady = Show.of(first.create());
      Show missed = Show.of(first.create());
      Show late = Show.of(first.create());
      for (Show show : List.of(steady, missed, late)) {
        happens(mcu, first, show, 1, "passthrough");
      }
      first.kill();
      assertThatThrownBy(() -> deliver(first, late, 2, "hold")).isInstanceOf(IOException.class);
      // One room's host went and an egress failed, and its event is lost for ever; another one's
      // went and came back, and mcu-api still has both events to send.
      mcu.program(
          missed.roomId(),
          Shapes.program(
              missed.roomId(), "hold", List.of(Shapes.egress("e-1", "failed", "No route."))));
      try (BackendProcess second = BackendProcess.start(database, mcu.url(), NO_COMPARING)) {
        assertThat(second.state(steady.id())).isEqualTo("LIVE");
        eventually(() -> assertThat(second.state(missed.id())).isEqualTo("INTERRUPTED"));
        assertThat(second.broadcast(missed.id()).at("/alerts/0/detail").asString())
            .isEqualTo("No route.");
        assertThat(deliver(second, late, 1, "passthrough")).isEqualTo(204);
        assertThat(deliver(second, late, 2, "hold")).isEqualTo(204);
        assertThat(second.state(late.id())).isEqualTo("INTERRUPTED");
        assertThat(deliver(second, late, 3, "passthrough")).isEqualTo(204);
        assertThat(deliver(second, late, 2, "hold")).isEqualTo(204);
        assertThat(causes(second, late)).containsExactly("created", "on-air", "off-air", "on-air");
        assertThat(causes(second, steady)).containsExactly("created", "on-air");
        // Nobody's room was touched: media goes on whatever happens here.
        assertThat(mcu.calls()).noneMatch(call -> call.startsWith("DELETE"));
        assertThat(second.call("POST", "/api/v1/broadcasts/" + steady.id() + "/end", null).status())
            .isEqualTo(200);
        eventually(() -> assertThat(mcu.rooms()).doesNotContainKey(steady.roomId()));
      }
    }
  }

  @Test
  void one_that_was_killed_while_ending_leaves_no_room_behind() throws Exception {
    String database = RealPostgres.newDatabase();
    try (McuApiPeer mcu = new McuApiPeer();
        BackendProcess first = BackendProcess.start(database, mcu.url(), NO_COMPARING)) {
      Show show = Show.of(first.create());
      happens(mcu, first, show, 1, "mix");
      mcu.fail("DELETE /v1/rooms", 503);
      first.call("POST", "/api/v1/broadcasts/" + show.id() + "/end", null);
      first.kill();
      mcu.fail("", 0);
      assertThat(mcu.rooms()).containsKey(show.roomId());
      try (BackendProcess second = BackendProcess.start(database, mcu.url(), NO_COMPARING)) {
        eventually(() -> assertThat(mcu.rooms()).doesNotContainKey(show.roomId()));
        assertThat(second.state(show.id())).isEqualTo("ENDED");
        assertThat(deliver(second, show, 2, "mix")).isEqualTo(204);
        assertThat(second.state(show.id())).isEqualTo("ENDED");
      }
    }
  }
}
