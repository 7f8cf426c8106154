package io.linkmic.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.Addresses.Check.Free;
import io.linkmic.standalone.Addresses.Check.Taken;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesIT {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void a_taken_port_is_named_with_its_purpose_and_its_option() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(Addresses.check(anyPortsBut(Port.FLV, other.getLocalPort())))
          .isInstanceOfSatisfying(
              Taken.class,
              taken ->
                  assertThat(taken.message())
                      .contains("Port " + other.getLocalPort(), "HTTP-FLV", "--flv-port")
                      .contains("in use")
                      .doesNotContain("\n"));
    }
  }

  @Test
  void a_taken_udp_port_is_named_too() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, LOOPBACK)) {
      assertThat(Addresses.check(anyPortsBut(Port.MEDIA, other.getLocalPort())))
          .isInstanceOfSatisfying(
              Taken.class,
              taken ->
                  assertThat(taken.message())
                      .contains("UDP port " + other.getLocalPort(), "--media-port"));
    }
  }

  @Test
  void ports_of_zero_become_free_ones_all_different() {
    Addresses addresses = ((Free) Addresses.check(anyPortsBut(Port.API, 0))).addresses();
    List<Integer> ports = new ArrayList<>();
    for (Port port : Port.values()) {
      ports.add(addresses.port(port));
    }
    assertThat(ports).doesNotContain(0).doesNotHaveDuplicates();
    assertThat(addresses.loopback()).isTrue();
    assertThat(addresses.url("http", Port.PAGES))
        .isEqualTo("http://127.0.0.1:" + addresses.port(Port.PAGES));
  }

  @Test
  void several_nodes_have_ports_ten_apart_and_a_taken_one_is_named() throws Exception {
    int http = freePortWithRoomAbove();
    Addresses addresses = ((Free) Addresses.check(threeNodes(http))).addresses();
    assertThat(addresses.nodes())
        .extracting(NodePorts::id)
        .containsExactly("node-1", "node-2", "node-3");
    assertThat(addresses.nodes())
        .extracting(NodePorts::http)
        .containsExactly(http, http + 10, http + 20);
    try (ServerSocket other = new ServerSocket(http + 20, 1, LOOPBACK)) {
      assertThat(Addresses.check(threeNodes(http)))
          .isInstanceOfSatisfying(
              Taken.class,
              taken ->
                  assertThat(taken.message())
                      .contains("Port " + other.getLocalPort(), "--node-port"));
    }
  }

  private static int freePortWithRoomAbove() throws Exception {
    for (int port = 21_000; port < 60_000; port += 101) {
      try (ServerSocket first = new ServerSocket(port, 1, LOOPBACK);
          ServerSocket second = new ServerSocket(port + 10, 1, LOOPBACK);
          ServerSocket third = new ServerSocket(port + 20, 1, LOOPBACK)) {
        assertThat(first.isBound() && second.isBound() && third.isBound()).isTrue();
        return port;
      } catch (BindException taken) {
        assertThat(taken).isNotNull();
      }
    }
    throw new AssertionError("no three ports are free");
  }

  private static Options threeNodes(int http) {
    return new Options(false, Options.USUAL_BIND, null, anyPortsBut(Port.NODE, http).ports(), 3);
  }

  @Test
  void an_address_that_is_not_ours_is_said() {
    Options options = new Options(false, "192.0.2.1", null, Map.of(Port.PAGES, 0), 1);
    assertThat(Addresses.check(options))
        .isInstanceOfSatisfying(
            Taken.class,
            taken -> assertThat(taken.message()).contains("192.0.2.1").contains("--bind"));
  }

  private static Options anyPortsBut(Port one, int number) {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, 0);
    }
    ports.put(one, number);
    return new Options(false, Options.USUAL_BIND, null, ports, 1);
  }
}
