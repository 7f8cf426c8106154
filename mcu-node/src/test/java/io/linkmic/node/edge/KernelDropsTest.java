package io.linkmic.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
  private static final String TABLE =
      """
         sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
        117: 0100007F:2710 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0000000000000000 12
        117: 0100007F:2710 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4712 2 0000000000000000 30
        118: 2710007F:2711 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4713 2 0000000000000000 5
      """;

  @TempDir private Path folder;

  @Test
  void all_sockets_of_the_port_count_and_no_other() throws Exception {
    Path table = Files.writeString(folder.resolve("udp"), TABLE);
    Path none = folder.resolve("udp6");
    assertThat(new KernelDrops(List.of(table, none), 10_000).count()).isEqualTo(42);
    assertThat(new KernelDrops(List.of(table, none), 10_001).count()).isEqualTo(5);
    assertThat(new KernelDrops(List.of(table, none), 10_002).count()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_a_full_socket_does_not_take_is_counted_by_the_kernel() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket full = new DatagramSocket(null);
        DatagramSocket sender = new DatagramSocket()) {
      full.setReceiveBufferSize(4096);
      full.bind(new InetSocketAddress(loopback, 0));
      KernelDrops drops = new KernelDrops(full.getLocalPort());
      assertThat(drops.count()).isZero();
      byte[] data = new byte[1000];
      for (int i = 0; i < 100; i++) {
        sender.send(new DatagramPacket(data, data.length, loopback, full.getLocalPort()));
      }
      assertThat(drops.count()).isBetween(50L, 99L);
    }
  }
}
