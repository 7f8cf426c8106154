package io.linkmic.backend;

import static io.linkmic.backend.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.backend.testing.RunningBackend.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** PostgreSQL goes away under a running backend, and comes back. */
class DatabaseAwayIT {

  @Test
  void it_says_so_stays_alive_and_goes_on_where_it_was() throws Exception {
    String database = RealPostgres.newDatabase();
    try (McuApiPeer mcu = new McuApiPeer();
        RunningBackend backend = new RunningBackend(database, mcu.url())) {
      JsonNode made = backend.create();
      String id = made.path("broadcastId").asString();
      String room = made.path("roomId").asString();
      RealPostgres.shut(database);
      Answer look = backend.call("GET", "/api/v1/broadcasts/" + id, null);
      assertThat(look.status()).isEqualTo(503);
      assertThat(look.code()).isEqualTo("database-unavailable");
      assertThat(look.http().headers().firstValue("Retry-After")).isPresent();
      Answer create =
          backend.call("POST", "/api/v1/broadcasts", Map.of("title", "x", "hostId", "a"));
      assertThat(create.status()).isEqualTo(503);
      // mcu-api keeps what is not taken, and sends it again.
      assertThat(
              backend.event("e" + room, "program.changed", room, 1, Map.of("mode", "mix")).status())
          .isEqualTo(503);
      assertThat(probe(backend, "liveness")).isEqualTo(200);
      assertThat(probe(backend, "readiness")).isEqualTo(503);

      RealPostgres.open(database);
      eventually(() -> assertThat(probe(backend, "readiness")).isEqualTo(200));
      mcu.mode(room, "mix");
      assertThat(
              backend.event("e" + room, "program.changed", room, 1, Map.of("mode", "mix")).status())
          .isEqualTo(204);
      assertThat(backend.state(id)).isEqualTo("LIVE");
      assertThat(mcu.rooms()).containsOnlyKeys(room);
    }
  }

  private static int probe(RunningBackend backend, String name) throws Exception {
    return backend.call("GET", "/actuator/health/" + name, null, Map.of()).status();
  }
}
