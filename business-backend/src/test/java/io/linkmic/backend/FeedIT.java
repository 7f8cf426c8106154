package io.linkmic.backend;

import static io.linkmic.backend.testing.Eventually.eventually;
import static io.linkmic.backend.testing.RunningBackend.OPERATOR_KEY;
import static io.linkmic.backend.testing.RunningBackend.OPERATOR_SECRET;
import static io.linkmic.backend.testing.RunningBackend.OTHER_KEY;
import static io.linkmic.backend.testing.RunningBackend.OTHER_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RawHttp;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Live events for consoles, across two instances. */
class FeedIT {
  private static McuApiPeer mcu;
  private static RunningBackend one;
  private static RunningBackend two;

  @BeforeAll
  static void start() throws Exception {
    mcu = new McuApiPeer();
    String database = RealPostgres.newDatabase();
    String[] settings = {
      "linkmic.backend.feed.heartbeat=PT0.2S", "linkmic.backend.feed.max-clients=4"
    };
    one = new RunningBackend(database, mcu.url(), settings);
    two = new RunningBackend(database, mcu.url(), settings);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    mcu.close();
  }

  @BeforeEach
  void nobodyFollows() throws Exception {
    for (RunningBackend backend : List.of(one, two)) {
      eventually(() ->
          assertThat(backend.call("GET", "/actuator/prometheus", null, Map.of()).http().body())
              .contains("linkmic_backend_feed_clients 0.0"));
    }
  }

  /** A console's connection on a plain socket, which can also not read. */
  private static final class Console implements AutoCloseable {
    private final Socket socket;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean ended;

    Console(RunningBackend backend, String key, String secret, boolean reads) throws IOException {
      socket = new Socket();
      if (!reads) {
        socket.setReceiveBufferSize(4096);
      }
      socket.connect(
          new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), backend.port()));
      String request =
          "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
              + RunningBackend.basic(key, secret)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      if (reads) {
        read();
      }
    }

    void read() {
      Thread.ofVirtual()
          .start(() -> {
            try (BufferedReader reader =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
              reader.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException e) {
              // Closed by the test.
            } finally {
              ended = true;
            }
          });
    }

    String all() {
      return String.join("\n", List.copyOf(lines));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static void joined(Console console) throws Exception {
    eventually(() -> assertThat(console.all()).contains(":hello"));
  }

  @Test
  void what_one_instance_receives_is_seen_at_the_other_by_those_whom_it_concerns()
      throws Exception {
    try (Console owner = new Console(two, RunningBackend.KEY, RunningBackend.SECRET, true);
        Console operator = new Console(two, OPERATOR_KEY, OPERATOR_SECRET, true);
        Console rival = new Console(two, OTHER_KEY, OTHER_SECRET, true)) {
      joined(owner);
      joined(operator);
      joined(rival);
      JsonNode made = one.create();
      String room = made.path("roomId").asString();
      one.event("seen-" + room, "program.changed", room, 1, Map.of("mode", "passthrough"));
      one.event("node-" + room, "node.gone", null, 1, Map.of());
      eventually(() ->
          assertThat(operator.all())
              .contains("event:broadcast.created")
              .contains("event:program.changed")
              .contains("event:broadcast.changed")
              .contains("event:node.gone"));
      eventually(() ->
          assertThat(owner.all())
              .contains("id:seen-" + room)
              .contains("\"broadcastId\":\"" + made.path("broadcastId").asString() + "\"")
              .contains("event:broadcast.changed"));
      assertThat(owner.all()).doesNotContain("node.gone");
      // Heartbeats came after the events; nothing else did.
      assertThat(rival.all()).doesNotContain("event:");
      assertThat(owner.all()).doesNotContain(made.path("streamKey").asString());
    }
  }

  @Test
  void too_many_consoles_are_told_to_come_later_and_places_are_free_again() throws Exception {
    List<Console> consoles = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      consoles.add(new Console(one, RunningBackend.KEY, RunningBackend.SECRET, true));
      joined(consoles.getLast());
    }
    var refused = one.call("GET", "/api/v1/events", null);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("too-many-followers");
    for (Console console : consoles) {
      console.close();
    }
    List<String> headers =
        List.of(
            "Host: 127.0.0.1",
            "Authorization: " + RunningBackend.basic(RunningBackend.KEY, RunningBackend.SECRET));
    eventually(() ->
        assertThat(RawHttp.status(one.port(), "GET", "/api/v1/events", headers)).isEqualTo(200));
  }

  @Test
  void a_console_that_does_not_read_is_disconnected_and_harms_nobody() throws Exception {
    try (Console slow = new Console(one, OPERATOR_KEY, OPERATOR_SECRET, false);
        Console quick = new Console(one, OPERATOR_KEY, OPERATOR_SECRET, true)) {
      joined(quick);
      // In bursts that a queue holds, until the sockets' buffers and the slow one's queue are full.
      for (int burst = 1; burst <= 20; burst++) {
        flood(burst);
        String last = "id:flood-" + burst + "-100";
        eventually(() -> assertThat(quick.lines).contains(last));
      }
      one.event("after-flood", "node.started", null, 1, Map.of());
      eventually(() -> assertThat(quick.lines).contains("id:after-flood"));
      slow.read();
      eventually(() -> assertThat(slow.ended).isTrue());
      assertThat(slow.lines).doesNotContain("id:after-flood");
    }
  }

  private static void flood(int burst) {
    one.jdbc()
        .sql(
            """
            select pg_notify('linkmic_backend_events', json_build_object(
              'id', 'flood-' || :burst || '-' || n, 'type', 'node.started',
              'timestamp', '2026-01-01T00:00:00Z',
              'data', json_build_object('text', repeat('x', 7000)))::text)
            from generate_series(1, 100) n
            """)
        .param("burst", Integer.toString(burst))
        .query((row, number) -> 0)
        .list();
  }
}
