package io.linkmic.node.signaling.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeFloodIT {

  @Test
  void handshakes_of_one_address_are_capped() {
    try (TestNode node =
        new TestNode(
            "--linkmic.node.socket-io.handshakes-per-second=1",
            "--linkmic.node.socket-io.handshake-burst=5")) {
      int accepted = 0;
      String refusal = "";
      for (int i = 0; i < 20; i++) {
        try (RawSocket raw = new RawSocket(Host.port(node))) {
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
    }
  }

  @Test
  void open_connections_of_one_address_are_capped() {
    try (TestNode node = new TestNode("--linkmic.node.socket-io.connections-per-address=4")) {
      List<RawSocket> open = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        open.add(RawSocket.webSocket(Host.port(node)).connected());
      }
      try (RawSocket fifth = new RawSocket(Host.port(node))) {
        assertThat(fifth.http("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n\r\n"))
            .doesNotContain("200");
      }
      open.forEach(RawSocket::close);
    }
  }
}
