package io.linkmic.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeFloodIT {

  @Test
  void handshakes_of_one_address_are_capped() {
    try (TestDoor door = TestDoor.forHandshakes(1, 5, 512)) {
      int accepted = 0;
      String refusal = "";
      for (int i = 0; i < 20; i++) {
        try (RawSocket raw = new RawSocket(door.port())) {
          String head =
              raw.http("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n");
          if (head.startsWith("HTTP/1.1 200")) {
            accepted++;
          } else {
            refusal = head;
          }
        }
      }
      assertThat(accepted).isBetween(5, 15);
      assertThat(refusal).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: 1");
      assertThat(door.refusals).contains(Refusal.HANDSHAKES_PER_ADDRESS);
    }
  }

  @Test
  void open_connections_of_one_address_are_capped() {
    try (TestDoor door = TestDoor.forHandshakes(50, 200, 4)) {
      List<RawSocket> open = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        open.add(RawSocket.webSocket(door.port()).connected());
      }
      try (RawSocket fifth = new RawSocket(door.port())) {
        assertThat(fifth.http("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n\r\n"))
            .doesNotContain("200");
      }
      assertThat(door.refusals).contains(Refusal.CONNECTIONS_PER_ADDRESS);
      open.forEach(RawSocket::close);
    }
  }
}
