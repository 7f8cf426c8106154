package io.linkmic.node.signaling.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import io.linkmic.node.signaling.MemoryRooms;
import io.linkmic.socketio.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * reliability.md §3, the Socket.IO row, as far as it is the node's door's: strangers reach no room.
 * What the guards turn away is tested where they are.
 */
class SocketIoAttackIT {
  private static TestNode node;
  private static int port;

  @BeforeAll
  static void start() {
    node = new TestNode("--linkmic.node.socket-io.join-timeout=2s");
    port = Host.port(node);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String joinEvent(int ackId) {
    return "42"
        + ackId
        + "[\"join\",{\"token\":\""
        + TestNode.token("attacker" + ackId, MemoryRooms.ROOM, "publish")
        + "\"}]";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "publish",
        "subscribe",
        "candidate",
        "restart",
        "unpublish",
        "mute",
        "message",
        "leave",
        "no-such-event",
        "request",
        "connect"
      })
  void every_event_but_join_and_resume_is_shut_to_strangers(String event) {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send("427[\"" + event + "\",{\"sdp\":\"v=0 H264\",\"text\":\"x\"}]");
      assertThat(raw.expect("437")).contains("\"code\":\"unauthenticated\"");
    }
  }

  @Test
  void a_refused_handshake_token_opens_nothing() {
    try (RawSocket raw = RawSocket.webSocket(port)) {
      raw.expect("0");
      raw.send("40{\"token\":\"forged\"}");
      assertThat(raw.expect("44")).contains("token-malformed");
      raw.send("421[\"publish\",{\"sdp\":\"v=0 H264\"}]");
      assertThat(raw.expect("431")).contains("unauthenticated");
    }
  }

  @Test
  void a_seat_outlives_the_join_timeout() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send(joinEvent(9));
      assertThat(raw.expect("439")).contains("\"ok\":true");
      try (RawSocket clock = RawSocket.webSocket(port)) {
        // Another socket's join timeout is the clock.
        clock.closedSilently();
        while (clock.read().opcode() != RawSocket.END) {
          // until it is closed
        }
      }
      raw.send("422[\"unpublish\",{}]");
      assertThat(raw.expect("432")).contains("\"ok\":true");
    }
  }

  @Test
  void a_client_that_reads_nothing_is_cut_off_before_its_answers_fill_the_memory() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send(joinEvent(8));
      raw.expect("438");
      var listener = node.rooms.seat("attacker8").orElseThrow().listener;
      String text = "x".repeat(4000);
      // 200 MB if it were kept; the socket's buffers and 256 KB take what they take.
      for (int i = 0; i < 50_000; i++) {
        listener.message("flood", text);
      }
      long bytes = 0;
      RawSocket.Frame frame = raw.read();
      while (frame.opcode() != RawSocket.END) {
        bytes += frame.text().length();
        frame = raw.read();
      }
      assertThat(bytes).isLessThan(20_000_000);
    }
  }
}
