package io.linkmic.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** reliability.md §3, the Socket.IO row: each attack, and that it fails. */
class AttackIT {
  private static TestDoor door;
  private static int port;

  @BeforeAll
  static void start() {
    door = TestDoor.forOrigins("https://good.example");
    port = door.port();
  }

  @AfterAll
  static void stop() {
    door.close();
  }

  private static String joinEvent(int ackId) {
    return "42" + ackId + "[\"join\",{\"token\":\"good\"}]";
  }

  private static String get(String query) {
    return "GET /socket.io/?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String answer(String request) {
    try (RawSocket raw = new RawSocket(port)) {
      return raw.http(request);
    }
  }

  @Test
  void events_of_a_socket_that_never_connected_to_the_namespace_do_nothing() {
    try (RawSocket raw = RawSocket.webSocket(port)) {
      raw.expect("0");
      // As shipped, netty-socketio runs handlers here: no CONNECT, no token, no listener asked.
      raw.send("421[\"publish\",{\"sdp\":\"v=0 H264\"}]");
      RawSocket.Frame frame = raw.read();
      assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
      assertThat(frame.text()).contains("event before connect");
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
  void the_session_id_is_never_taken_from_a_cookie() {
    String chosen = "11111111-2222-3333-4444-555555555555";
    try (RawSocket raw =
        RawSocket.webSocket(port, "Cookie: io=" + chosen + "\r\n", "io: " + chosen + "\r\n")) {
      assertThat(raw.expect("0")).doesNotContain(chosen);
    }
  }

  @Test
  void compression_is_never_negotiated_and_compressed_frames_end_the_connection() {
    try (RawSocket raw = new RawSocket(port)) {
      String head =
          raw.http(
              RawSocket.upgrade(
                  "/socket.io/?EIO=4&transport=websocket",
                  "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"));
      assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("extensions");
      raw.expect("0");
      raw.frame(0x80 | 0x40 | RawSocket.TEXT, new byte[] {1, 2, 3});
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void http_answers_are_not_compressed_either() {
    String head =
        answer(
            lines(
                "GET /socket.io/?EIO=4&transport=polling HTTP/1.1",
                "Host: x",
                "Accept-Encoding: gzip, deflate"));
    assertThat(head).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("content-encoding");
  }

  @Test
  void binary_frames_end_the_connection() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.frame(0x80 | RawSocket.BINARY, new byte[] {4, '2', '[', ']'});
      assertThat(raw.read().opcode()).isEqualTo(RawSocket.CLOSE);
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "451-[\"join\",{\"_placeholder\":true,\"num\":0}]",
        "461-1[]",
        "45999999999-[\"x\"]",
        "2probe\u001e451-[\"x\"]",
        "4",
        "44{\"message\":\"x\"}",
        "0{}",
        "6",
        "7",
        "hello",
        "10:4[\"x\"]:",
        "421234567890[\"x\"]",
        "2trailing",
        "41,",
        "40/\n,{}"
      })
  void binary_packets_and_packets_no_client_sends_end_the_connection(String packet) {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send(packet);
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void binary_packets_by_polling_end_the_session() {
    String sid = pollingSession();
    try (RawSocket raw = new RawSocket(port)) {
      raw.http(post(sid, "40"));
    }
    try (RawSocket raw = new RawSocket(port)) {
      raw.http(post(sid, "2\u001e451-[\"join\",{\"_placeholder\":true,\"num\":0}]"));
    }
    assertThat(answer(get("EIO=4&transport=polling&sid=" + sid))).startsWith("HTTP/1.1 400");
  }

  private static String pollingSession() {
    try (RawSocket raw = new RawSocket(port)) {
      assertThat(raw.http(get("EIO=4&transport=polling"))).startsWith("HTTP/1.1 200");
      String body = raw.rest();
      int at = body.indexOf("\"sid\":\"") + 7;
      return body.substring(at, at + 36);
    }
  }

  private static String post(String sid, String body) {
    return "POST /socket.io/?EIO=4&transport=polling&sid="
        + sid
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  @Test
  void several_packets_in_one_poll_are_each_judged_and_answered() {
    String sid = pollingSession();
    assertThat(answer(post(sid, "40\u001e421[\"leave\",{}]\u001e422[\"join\",{}]")))
        .startsWith("HTTP/1.1 200");
    try (RawSocket raw = new RawSocket(port)) {
      raw.http(get("EIO=4&transport=polling&sid=" + sid));
      String body = raw.rest();
      if (!body.contains("432")) {
        // Answers of the door's own thread may come with the next poll.
        try (RawSocket next = new RawSocket(port)) {
          next.http(get("EIO=4&transport=polling&sid=" + sid));
          body += next.rest();
        }
      }
      assertThat(body).contains("40{\"sid\"").contains("431[").contains("unauthenticated");
    }
  }

  @Test
  void more_than_64_kilobytes_end_the_connection_in_one_frame_or_in_many() {
    byte[] huge =
        ("421[\"join\",{\"token\":\"" + "x".repeat(70_000) + "\"}]")
            .getBytes(StandardCharsets.UTF_8);
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.frame(0x80 | RawSocket.TEXT, huge);
      assertThat(raw.closedSilently()).isTrue();
    }
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.frame(RawSocket.TEXT, java.util.Arrays.copyOf(huge, 40_000));
      raw.frame(0, java.util.Arrays.copyOf(huge, 40_000));
      assertThat(raw.closedSilently()).isTrue();
    }
    assertThat(answer(post(pollingSession(), "x".repeat(70_000)))).doesNotContain(" 200 ");
  }

  @Test
  void a_message_in_fragments_is_put_together() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.frame(RawSocket.TEXT, "421[\"jo".getBytes(StandardCharsets.UTF_8));
      raw.frame(0x80 | RawSocket.PING, new byte[] {1});
      raw.frame(0x80, "in\",{}]".getBytes(StandardCharsets.UTF_8));
      assertThat(raw.read().opcode()).isEqualTo(RawSocket.PONG);
      assertThat(raw.expect("431")).contains("unauthenticated");
    }
  }

  @Test
  void floods_of_requests_are_refused_with_a_time_and_then_end_the_connection() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      int refused = 0;
      StringBuilder flood = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        raw.send("42" + i + "[\"leave\",{}]");
      }
      RawSocket.Frame frame = raw.read();
      while (frame.opcode() == RawSocket.TEXT) {
        if (frame.text().contains("rate-limited")) {
          assertThat(frame.text()).contains("\"retryAfterMs\":");
          refused++;
        }
        flood.append(frame.text());
        frame = raw.read();
      }
      assertThat(refused).isBetween(1, 100);
      assertThat(flood).contains("unauthenticated");
    }
  }

  @Test
  void floods_of_fragments_and_pings_end_the_connection() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.frame(RawSocket.TEXT, new byte[] {'4'});
      for (int i = 0; i < 600; i++) {
        raw.frame(0, new byte[] {'2'});
      }
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void whoever_does_not_join_in_time_is_shown_out_at_every_stage() {
    List<RawSocket> strangers = new ArrayList<>();
    long begin = System.nanoTime();
    strangers.add(new RawSocket(port)); // says nothing
    RawSocket half = new RawSocket(port); // half a request
    half.raw("GET /socket.io/?EIO".getBytes(StandardCharsets.US_ASCII));
    strangers.add(half);
    strangers.add(RawSocket.webSocket(port)); // no Socket.IO CONNECT
    RawSocket connected = RawSocket.webSocket(port).connected(); // no join
    strangers.add(connected);
    for (RawSocket stranger : strangers) {
      while (stranger.read().opcode() != RawSocket.END) {
        // Whatever it says, it must end.
      }
      stranger.close();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    String sid = pollingSession();
    try (RawSocket poll = new RawSocket(port)) {
      poll.http(get("EIO=4&transport=polling&sid=" + sid));
      poll.rest();
    }
    try (RawSocket poll = new RawSocket(port)) {
      poll.http(get("EIO=4&transport=polling&sid=" + sid));
      poll.rest();
    }
  }

  @Test
  void the_admitted_outlive_the_join_timeout() {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EIO=3&transport=polling",
        "transport=polling",
        "EIO=4",
        "EIO=4&transport=flash",
        "EIO=4&transport=websocket",
        "EIO=4&transport=polling&j=0",
        "EIO=4&transport=polling&b64=1",
        "EIO=4&transport=polling&sid=nonsense",
        "EIO=4&transport=polling&disconnect=1",
        "EIO=4&transport=polling&sid=11111111-2222-3333-4444-555555555555"
      })
  void handshakes_that_netty_socketio_would_keep_forever_are_refused(String query) {
    int before = door.door.sockets();
    assertThat(answer(get(query))).startsWith("HTTP/1.1 400");
    assertThat(door.door.sockets()).isLessThanOrEqualTo(before);
  }

  @Test
  void other_methods_and_paths_are_refused() {
    assertThat(answer("PUT /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
    assertThat(
            answer(
                "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 405");
    assertThat(answer("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 404");
    assertThat(answer("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void pages_of_other_origins_may_not_connect() {
    String evil = "Origin: https://evil.example\r\n";
    try (RawSocket raw = new RawSocket(port)) {
      assertThat(raw.http(RawSocket.upgrade("/socket.io/?EIO=4&transport=websocket", evil)))
          .startsWith("HTTP/1.1 403");
    }
    try (RawSocket good =
        RawSocket.webSocket(port, "Origin: https://good.example\r\n").connected()) {
      assertThat(good).isNotNull();
    }
    assertThat(
            answer(
                lines(
                    "OPTIONS /socket.io/?EIO=4&transport=polling HTTP/1.1",
                    "Host: x",
                    "Origin: https://good.example")))
        .startsWith("HTTP/1.1 204")
        .contains("https://good.example");
  }

  @Test
  void bad_json_is_answered_once_and_the_socket_survives() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send("421[\"join\",{\"token\":");
      assertThat(raw.expect("431")).contains("\"code\":\"bad-request\"");
      raw.send("42{\"a\":[1,2]}");
      assertThat(raw.expect("42[\"error\"")).contains("bad-request");
      raw.send("422[\"join\"]422[\"leave\"]");
      assertThat(raw.expect("432")).contains("\"code\":\"bad-request\"");
      raw.send("423" + "[".repeat(2000));
      assertThat(raw.expect("433")).contains("\"code\":\"bad-request\"");
      raw.frame(0x80 | RawSocket.TEXT, new byte[] {'4', '2', '4', '[', '"', (byte) 0xFF, '"', ']'});
      assertThat(raw.expect("434")).contains("bad-request");
      raw.send("40{\"token\":[1]}");
      assertThat(raw.expect("44")).contains("arrays");
      raw.send("40/admin,{}");
      assertThat(raw.expect("44/admin,")).contains("Invalid namespace");
      raw.send("43" + "7[]");
      raw.send(joinEvent(5));
      assertThat(raw.expect("435")).contains("\"ok\":true");
    }
  }

  @Test
  void a_disconnect_packet_closes_the_connection_and_a_second_connect_revives_nothing() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send("41").send("40").send("421[\"join\",{}]");
      assertThat(raw.closedSilently()).isTrue();
    }
  }

  @Test
  void a_client_that_reads_nothing_is_cut_off_before_its_answers_fill_the_memory() {
    try (RawSocket raw = RawSocket.webSocket(port).connected()) {
      raw.send(joinEvent(8));
      raw.expect("438");
      GuardedSocket socket = door.lastAdmitted();
      Map<String, String> text = Map.of("text", "x".repeat(4000));
      // 200 MB if it were kept; the socket's buffers and 256 KB take what they take.
      for (int i = 0; i < 50_000; i++) {
        socket.send("flood", text);
      }
      long bytes = 0;
      RawSocket.Frame frame = raw.read();
      while (frame.opcode() != RawSocket.END) {
        bytes += frame.text().length();
        frame = raw.read();
      }
      assertThat(bytes).isLessThan(20_000_000);
      assertThat(door.refusals).contains(Refusal.SLOW_READER);
    }
  }
}
