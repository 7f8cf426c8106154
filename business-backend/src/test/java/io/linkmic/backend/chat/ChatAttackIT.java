package io.linkmic.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.socketio.RawSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the guards stand before this door too, and that strangers reach nothing behind it. */
class ChatAttackIT {
  private static ChatServer server;
  private static int port;

  @BeforeAll
  static void start() {
    server =
        new ChatServer(
            RealPostgres.newDatabase(),
            null,
            "linkmic.backend.chat.join-timeout=2s",
            "linkmic.backend.chat.sockets-per-broadcast=3",
            "linkmic.backend.chat.allowed-origins=https://good.example");
    port = server.chatPort();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "history", "mute", "no-such-event", "request", "message"})
  void every_event_but_join_is_shut_to_strangers(String event) {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send("427[\"" + event + "\",{\"text\":\"x\",\"participantId\":\"p\",\"muted\":true}]");
      assertThat(raw.expect("437")).contains("\"code\":\"unauthenticated\"");
    }
  }

  @Test
  void an_event_before_connect_ends_the_connection() {
    try (RawSocket raw = RawSocket.webSocket(port)) {
      raw.expect("0");
      raw.send("421[\"send\",{\"text\":\"x\"}]");
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void binary_frames_and_packets_end_the_connection() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.frame(0x80 | RawSocket.BINARY, new byte[] {4, '2', '[', ']'});
      assertThat(raw.closedSilently()).isTrue();
    }
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send("451-[\"join\",{\"_placeholder\":true,\"num\":0}]");
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void more_than_eight_kilobytes_end_the_connection() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      String huge = "421[\"join\",{\"token\":\"" + "x".repeat(9_000) + "\"}]";
      raw.frame(0x80 | RawSocket.TEXT, huge.getBytes(StandardCharsets.UTF_8));
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void who_does_not_join_is_shown_out_and_who_joined_stays() {
    String broadcast = server.broadcast();
    try (RawSocket stranger = RawSocket.webSocket(port).connected();
        RawSocket member = RawSocket.webSocket(port).connected()) {
      String token = ChatServer.token("alice", ChatServer.room(broadcast));
      member.send("421[\"join\",{\"token\":\"" + token + "\"}]");
      assertThat(member.expect("431")).contains("\"ok\":true");
      assertThat(stranger.closedSilently()).isTrue();
      member.send("422[\"history\",{}]");
      assertThat(member.expect("432")).contains("\"ok\":true");
    }
  }

  @Test
  void a_chat_takes_only_so_many_sockets_and_another_chat_does_not_suffer() {
    String full = server.broadcast();
    String other = server.broadcast();
    try (Chatter one = server.chatter("one", full);
        Chatter two = server.chatter("two", full);
        Chatter three = server.chatter("three", full);
        Chatter four = new Chatter(port).connected()) {
      String token = ChatServer.token("four", ChatServer.room(full));
      assertThat(Chatter.code(four.ask("join", Chatter.json("token", token))))
          .isEqualTo("chat-full");
      four.join("four", other, "message");
      three.said("to three");
      assertThat(one.heard()).isEqualTo(two.heard()).isEqualTo("1 to three");
      assertThat(four.heardNothing()).isTrue();
    }
  }

  @Test
  void pages_of_other_origins_may_not_connect() {
    try (RawSocket raw = new RawSocket(port)) {
      assertThat(
              raw.http(
                  RawSocket.upgrade(
                      "/socket.io/?EIO=4&transport=websocket", "Origin: https://evil.example\r\n")))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void a_flood_of_one_socket_is_refused_with_a_time() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      for (int i = 0; i < 60; i++) {
        raw.send("42" + i + "[\"send\",{}]");
      }
      boolean refused = false;
      while (!refused) {
        RawSocket.Frame frame = raw.read();
        assertThat(frame.opcode()).isEqualTo(RawSocket.TEXT);
        refused = frame.text().contains("rate-limited");
        assertThat(!refused || frame.text().contains("\"retryAfterMs\":")).isTrue();
      }
    }
    assertThat(server.rest("GET", "/actuator/prometheus", Map.of()).http().body())
        .contains("linkmic_chat_refused_total{reason=\"too-many-requests\"}");
  }

  @Test
  void a_taken_port_is_one_sentence_and_no_half_started_service() {
    String message = null;
    try (ChatServer second =
        new ChatServer(RealPostgres.newDatabase(), null, "linkmic.backend.chat.port=" + port)) {
      assertThat(second).as("a second server on the same port").isNull();
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof io.linkmic.socketio.DoorUnavailable)) {
        cause = cause.getCause();
      }
      message = cause.getMessage();
    }
    assertThat(message)
        .contains("Port " + port)
        .contains("linkmic.backend.chat.port")
        .contains("already in use");
  }
}
