package io.linkmic.backend.mcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.backend.problem.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the other side does, a call ends in time. */
class McuHttpIT {

  private static McuAnswer call(int port) {
    McuHttp http =
        new McuHttp(
            URI.create("http://127.0.0.1:" + port + "/"),
            "key",
            "secret",
            JsonMapper.builder().build());
    return http.call("GET", "/v1/rooms", null, null);
  }

  @FunctionalInterface
  private interface Behaviour {
    void show(Socket socket) throws IOException;
  }

  private static McuAnswer answerOf(Behaviour behaviour) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = server.accept()) {
              behaviour.show(socket);
            } catch (IOException e) {
              // The client went away, as it should.
            }
          });
      Instant before = Instant.now();
      McuAnswer answer = call(server.getLocalPort());
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(7));
      return answer;
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void nobody_there_is_away() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    assertThat(call(port)).isInstanceOf(McuAnswer.Away.class);
  }

  @Test
  void a_body_that_trickles_is_away() throws IOException {
    McuAnswer answer =
        answerOf(socket -> {
          say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
          while (true) {
            say(socket, " ");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
          }
        });
    assertThat(answer).isInstanceOf(McuAnswer.Away.class);
  }

  @Test
  void an_endless_body_is_away() throws IOException {
    McuAnswer answer =
        answerOf(socket -> {
          say(socket, "HTTP/1.1 200 OK\r\n\r\n");
          String piece = " ".repeat(65536);
          while (true) {
            say(socket, piece);
          }
        });
    assertThat(answer).isInstanceOf(McuAnswer.Away.class);
  }

  @Test
  void garbage_and_redirects_are_away() throws IOException {
    assertThat(answerOf(socket -> say(socket, "GARBAGE\r\n\r\n")))
        .isInstanceOf(McuAnswer.Away.class);
    assertThat(
            answerOf(socket ->
                say(
                    socket,
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")))
        .isInstanceOf(McuAnswer.Away.class);
  }

  @Test
  void refusals_keep_their_code_and_ours_are_told_apart() throws IOException {
    McuAnswer missing =
        answerOf(socket ->
            say(
                socket,
                "HTTP/1.1 404 Not Found\r\nContent-Length: 43\r\n\r\n"
                    + "{\"code\":\"room-not-found\",\"detail\":\"No room\"}"));
    assertThat(missing.missing()).isTrue();
    McuAnswer busy =
        answerOf(socket ->
            say(socket, "HTTP/1.1 503 Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"));
    assertThatThrownBy(busy::orRefuse)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().getStatus()).isEqualTo(503));
    McuAnswer stranger =
        answerOf(socket -> say(socket, "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"));
    assertThatThrownBy(stranger::orRefuse)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().getStatus()).isEqualTo(502));
  }
}
