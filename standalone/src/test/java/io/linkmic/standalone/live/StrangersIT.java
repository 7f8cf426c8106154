package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.Eventually;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Garbage from everywhere, and hundreds who come and go: nothing is disturbed, nothing stays. */
@Timeout(180)
class StrangersIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int DATAGRAMS = 100_000;
  private static final int JOINS = 500;
  private static final int AT_ONCE = 4;

  @TempDir private static Path folder;
  private static LiveSystem system;
  private static Clip clip;

  @BeforeAll
  static void start() throws Exception {
    clip = Clip.make(folder, 20);
    // A heap that stands from the start: what resident memory grows by is not heap.
    system = new LiveSystem("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
  }

  @AfterAll
  static void stop() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void a_hundred_thousand_malformed_datagrams_leave_the_stream_untouched() throws Exception {
    system.openRoom("stormy", "PT30S");
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("stormy"));
        ClientHost host = new ClientHost(system, "stormy", "host", clip)) {
      viewer.await("pictures", LIMIT, tags -> pictures(tags) > 30);
      double heapBefore = heap();
      storm(host);
      int after = (int) pictures(viewer.seen());
      List<FlvWatcher.Tag> seen =
          viewer.await("pictures after it", LIMIT, tags -> pictures(tags) > after + 60);
      assertNoPictureMissing(seen);
      double grown = heap() - heapBefore;
      System.out.printf(
          "figure: heap after %d datagrams: %+.0f kB; the kernel dropped %.0f of them%n",
          DATAGRAMS, grown / 1024, system.meter("linkmic_edge_kernel_drops_total"));
      assertThat(grown).isLessThan(8 << 20);
      assertThat(system.meter("linkmic_edge_peer_faults_total")).isZero();
      assertThat(system.mode("stormy")).isEqualTo("passthrough");
      host.leave();
    } finally {
      system.deleteRoom("stormy");
    }
  }

  @Test
  void a_host_that_changes_its_address_a_dozen_times_stays_on_air() throws Exception {
    system.openRoom("moving", "PT30S");
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("moving"));
        ClientHost host = new ClientHost(system, "moving", "host", clip)) {
      viewer.await("pictures", LIMIT, tags -> pictures(tags) > 10);
      for (int i = 0; i < 12; i++) {
        host.move();
        int before = (int) pictures(viewer.seen());
        viewer.await(
            "pictures after move " + i,
            LIMIT,
            tags ->
                tags.stream()
                        .filter(FlvWatcher.Tag::picture)
                        .skip(before)
                        .filter(t -> t.data().length() > 200)
                        .count()
                    > 10);
      }
      assertThat(system.mode("moving")).isEqualTo("passthrough");
      host.leave();
    } finally {
      system.deleteRoom("moving");
    }
  }

  private static long pictures(List<FlvWatcher.Tag> tags) {
    return tags.stream().filter(FlvWatcher.Tag::picture).count();
  }

  private static void storm(ClientHost host) throws IOException {
    Random random = new Random(1);
    List<DatagramSocket> strangers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      stranger.setSoTimeout(1);
      strangers.add(stranger);
    }
    long out = 0;
    for (int i = 0; i < DATAGRAMS; i++) {
      byte[] data = Garbage.datagram(random, i % Garbage.SHAPES, host.nodeUfrag());
      if (i % 5 == 0) {
        host.inject(data);
      } else {
        strangers
            .get(i % strangers.size())
            .send(
                new DatagramPacket(
                    data, data.length, InetAddress.getLoopbackAddress(), system.mediaPort()));
        out += data.length;
      }
      if (i % 100 == 0) {
        LockSupport.parkNanos(5_000_000); // 20 000 a second: what a socket buffer holds
      }
    }
    long back = 0;
    for (DatagramSocket stranger : strangers) {
      back += received(stranger);
      stranger.close();
    }
    System.out.printf("figure: strangers sent %d bytes and got %d back%n", out, back);
    assertThat(back).isLessThanOrEqualTo(out);
  }

  private static long received(DatagramSocket socket) throws IOException {
    DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
    long bytes = 0;
    try {
      while (true) {
        socket.receive(in);
        bytes += in.getLength();
      }
    } catch (SocketTimeoutException empty) {
      return bytes;
    }
  }

  private static void assertNoPictureMissing(List<FlvWatcher.Tag> tags) {
    List<FlvWatcher.Tag> pictures = tags.stream().filter(FlvWatcher.Tag::picture).toList();
    int from = 0;
    while (!seen(pictures.getFirst()).equals(clip.pictureOnly(from))) {
      from++;
      assertThat(from).as("first picture among those sent").isLessThan(clip.pictureCount());
    }
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(seen(pictures.get(i))).as("picture " + i).isEqualTo(clip.pictureOnly(from + i));
    }
    System.out.printf("figure: %d pictures in a row, none missing%n", pictures.size());
  }

  private static List<io.linkmic.rtc.bytes.Bytes> seen(FlvWatcher.Tag tag) {
    return tag.nalUnits().stream().filter(Clip::belongsToPicture).toList();
  }

  private static double heap() throws Exception {
    system.node().collectGarbage();
    return system.node().heapBytes();
  }

  @Test
  void five_hundred_hosts_come_and_go_and_leave_nothing_behind() throws Exception {
    come(100, "warm");
    awaitEmpty();
    system.node().collectGarbage();
    int threads = system.node().threads();
    int files = system.node().fileDescriptors();
    int resident = system.node().residentKilobytes();

    List<Integer> residents = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      come(JOINS / 5, "go");
      awaitEmpty();
      system.node().collectGarbage();
      residents.add(system.node().residentKilobytes());
    }
    System.out.printf(
        "figure: %d joins and leaves: threads %d → %d, file descriptors %d → %d, resident %d → %s"
            + " kB%n",
        JOINS,
        threads,
        system.node().threads(),
        files,
        system.node().fileDescriptors(),
        resident,
        residents);
    assertThat(system.node().threads()).isLessThanOrEqualTo(threads + 4);
    assertThat(system.node().fileDescriptors()).isLessThanOrEqualTo(files + 4);
    // 64 kB each would be a leak of one AAC encoder in two; the allocator's arenas settle below it.
    assertThat(residents.getLast()).isLessThan(resident + JOINS * 64);
  }

  @Test
  void bad_input_gets_one_sentence_and_leaves_nothing_half_started() throws Exception {
    system.openRoom("strict", "PT1S");
    try {
      String good = LiveSystem.token("strict", "host");
      String offer = ClientHost.offer();
      assertRefused(401, "token-", good.substring(0, good.length() - 4) + "AAAA", offer);
      assertRefused(401, "token-expired", LiveSystem.token("strict", "host", -3600), offer);
      assertRefused(403, "wrong-room", LiveSystem.token("another", "host"), offer);
      assertRefused(422, "unsupported-media", good, offer.replace("H264/90000", "VP8/90000"));
      assertRefused(400, "bad-sdp", good, "hello");
      assertRefused(413, "payload-too-large", good, offer + "a=x\r\n".repeat(200_000));
      assertThat(system.participants("strict")).isEmpty();
      assertThat(system.mode("strict")).isEqualTo("idle");
    } finally {
      system.deleteRoom("strict");
    }
  }

  private static void assertRefused(int status, String code, String token, String offer)
      throws Exception {
    double peers = system.meter("linkmic_edge_peers");
    var answer =
        system.send(
            HttpRequest.newBuilder(system.whipUrl("strict"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/sdp")
                .POST(HttpRequest.BodyPublishers.ofString(offer)));
    System.out.printf("figure: %d %s%n", answer.statusCode(), answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code, "\"detail\":\"");
    assertThat(system.meter("linkmic_edge_peers")).isEqualTo(peers);
  }

  /** Each host publishes, connects by DTLS, is on air with picture and sound, and leaves. */
  private static void come(int hosts, String prefix) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Boolean>> done = new ArrayList<>();
      for (int worker = 0; worker < AT_ONCE; worker++) {
        String room = prefix + "-" + worker;
        system.openRoom(room, "PT1S");
        Callable<Boolean> visits = () -> visits(room, hosts / AT_ONCE);
        done.add(pool.submit(visits));
      }
      for (Future<Boolean> each : done) {
        assertThat(each.get()).isTrue();
      }
    }
    for (int worker = 0; worker < AT_ONCE; worker++) {
      assertThat(system.participants(prefix + "-" + worker)).isEmpty();
      system.deleteRoom(prefix + "-" + worker);
    }
  }

  private static boolean visits(String room, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (ClientHost host = new ClientHost(system, room, "host-" + i, clip)) {
        Eventually.holds("on air in " + room, LIMIT, () -> system.mode(room).equals("passthrough"));
        host.leave();
      }
    }
    return true;
  }

  private static void awaitEmpty() throws Exception {
    for (String meter : List.of("linkmic_edge_peers", "linkmic_egress_running", "linkmic_rooms")) {
      Eventually.holds(meter + " is 0", LIMIT, () -> system.meter(meter) == 0);
    }
  }

  /** What looks like one of the four protocols and is none. */
  private static final class Garbage {
    private static final int SHAPES = 5;

    static byte[] datagram(Random random, int shape, String ufrag) {
      byte[] data = new byte[20 + random.nextInt(1180)];
      random.nextBytes(data);
      switch (shape) {
        case 0 -> stun(data);
        case 1 -> {
          return check(random, ufrag);
        }
        case 2 -> data[0] = (byte) (20 + random.nextInt(4)); // DTLS content types
        case 3 -> {
          data[0] = (byte) 0x80;
          data[1] = (byte) (96 + random.nextInt(20)); // RTP
        }
        default -> {
          data[0] = (byte) 0x80;
          data[1] = (byte) (200 + random.nextInt(7)); // RTCP
        }
      }
      return data;
    }

    private static void stun(byte[] data) {
      ByteBuffer.wrap(data)
          .putShort((short) 1)
          .putShort((short) (data.length - 20))
          .putInt(0x2112A442);
    }

    /** A binding request in the host's name without its password. */
    private static byte[] check(Random random, String ufrag) {
      byte[] user = (ufrag + ":abcd").getBytes(StandardCharsets.US_ASCII);
      int padded = (user.length + 3) / 4 * 4;
      byte[] key = new byte[12 + 20];
      random.nextBytes(key);
      return ByteBuffer.allocate(20 + 4 + padded + 4 + 20)
          .putShort((short) 1)
          .putShort((short) (4 + padded + 24))
          .putInt(0x2112A442)
          .put(key, 0, 12)
          .putShort((short) 6)
          .putShort((short) user.length)
          .put(user)
          .put(new byte[padded - user.length])
          .putShort((short) 8)
          .putShort((short) 20)
          .put(key, 12, 20)
          .array();
    }
  }
}
