package io.linkmic.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.node.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two rooms on two nodes are linked; FFmpeg publishes in both and watches one. */
class LinkIT {
  private static final String LINK = "l1";
  private static final String PLAY_LOCALLY = "--linkmic.egress.allow-private-addresses=true";

  @TempDir Path folder;
  private final List<Process> programs = new ArrayList<>();
  private RealRedis server;
  private ClusterRedis redis;
  private NodeRegistry registry;
  private RoomStore store;
  private FleetNode a;
  private FleetNode b;

  @BeforeEach
  void start() throws Exception {
    server = RealRedis.start();
    redis = ClusterRedis.connect(RedisSettings.of(server.url(), "test"));
    registry = new NodeRegistry(redis);
    store = new RoomStore(redis);
    a = new FleetNode("a", server.url(), PLAY_LOCALLY);
    b = new FleetNode("b", server.url(), PLAY_LOCALLY);
    eventually(() -> registry.fleet().nodes().size() == 2, "both nodes are registered");
  }

  @AfterEach
  void stop() {
    programs.forEach(Process::destroyForcibly);
    a.close();
    b.close();
    redis.close();
    server.close();
  }

  @Test
  void rooms_of_two_nodes_show_each_others_hosts_and_one_outlives_the_others_node()
      throws Exception {
    int port = freePort();
    Path recording = folder.resolve("red.flv");
    Process audience = watch(port, recording);
    room("red", new EgressTarget("e", "rtmp://127.0.0.1:" + port + "/live/red"));
    room("blue");
    publish(a, "red", "rosa");
    publish(b, "blue", "bela");
    eventually(() -> mode(a, "red").equals("passthrough"), "red is on air");
    eventually(() -> mode(b, "blue").equals("passthrough"), "blue is on air");

    link("red", "blue");
    link("blue", "red");
    eventually(() -> mode(a, "red").equals("mix"), "red shows both");
    eventually(() -> mode(b, "blue").equals("mix"), "blue shows both");
    JSONObject link = program(a, "red").getJSONArray("links").getJSONObject(0);
    assertThat(link.getString("state")).isEqualTo("live");
    assertThat(link.getJSONArray("participantIds").toString()).isEqualTo("[\"blue:bela\"]");
    assertThat(a.get("/actuator/prometheus").body())
        .contains("linkmic_relay_streams{kind=\"remote\"} 1.0")
        .contains("linkmic_relay_streams{kind=\"local\"} 0.0");

    b.internal("PATCH", "/rooms/blue/participants/bela", "{\"audioMuted\":true}");
    a.internal("PATCH", "/rooms/red/participants/rosa", "{\"audioMuted\":true}");
    eventually(() -> silent(a, "red"), "who is muted there is silent here");
    b.internal("PATCH", "/rooms/blue/participants/bela", "{\"audioMuted\":false}");
    eventually(() -> !silent(a, "red"), "the other room's host is heard");

    b.close();
    eventually(() -> mode(a, "red").equals("passthrough"), "red has its own host again");
    assertThat(program(a, "red").getString("participantId")).isEqualTo("rosa");
    b = new FleetNode("b", server.url(), PLAY_LOCALLY);
    publish(b, "blue", "bela");
    eventually(() -> mode(a, "red").equals("mix"), "the link heals");
    eventually(() -> mode(b, "blue").equals("mix"), "in both directions");

    store.update(store.find("red").orElseThrow(), settings(), Instant.EPOCH);
    store.update(store.find("blue").orElseThrow(), settings(), Instant.EPOCH);
    eventually(() -> mode(a, "red").equals("passthrough"), "red is alone");
    eventually(() -> mode(b, "blue").equals("passthrough"), "blue is alone");
    eventually(() -> program(a, "red").getJSONArray("links").length() == 0, "no link is left");
    a.internal("DELETE", "/rooms/red", "");
    assertThat(audience.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertUnbroken(recording);
  }

  @Test
  void a_room_gives_nothing_to_whom_it_is_not_linked() throws Exception {
    room("red");
    room("blue");
    publish(b, "blue", "bela");
    eventually(() -> mode(b, "blue").equals("passthrough"), "blue is on air");
    String asked = "/rooms/blue/relays?linkId=" + LINK + "&roomId=red";
    assertThat(b.internal("GET", asked, "").body()).contains("not-linked");
    String offer =
        "{\"linkId\":\"l1\",\"roomId\":\"red\",\"relayId\":\"r\",\"participantId\":\"bela\","
            + "\"sdp\":\"v=0\"}";
    HttpResponse<String> refused = b.internal("POST", "/rooms/blue/relays", offer);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("not-linked");
    link("blue", "red");
    eventually(() -> b.internal("GET", asked, "").body().contains("bela"), "by its link it does");
    assertThat(b.internal("GET", asked, "", "LinkMic-Epoch", "7").body()).contains("stale-epoch");
    assertThat(b.internal("GET", asked.replace("red", "green"), "").body()).contains("not-linked");
    assertThat(b.internal("POST", "/rooms/blue/relays", offer).body())
        .contains("unsupported-media");
    assertThat(b.internal("POST", "/rooms/blue/relays", "{}").statusCode()).isEqualTo(400);

    String links = "/rooms/blue/links";
    assertThat(b.internal("PUT", links, "[{\"linkId\":\"x\",\"peerRoomId\":\"blue\"}]").body())
        .contains("not linked to itself");
    assertThat(b.internal("PUT", links, "[{\"linkId\":\"x\",\"peerRoomId\":\"a b\"}]").body())
        .contains("peerRoomId");
    assertThat(b.internal("PUT", links, "[]", "LinkMic-Epoch", "7").body()).contains("stale-epoch");
    assertThat(b.internal("PUT", links, "[]").statusCode()).isEqualTo(200);
    assertThat(b.internal("GET", asked, "").body()).contains("not-linked");
    eventually(
        () -> b.internal("GET", asked, "").body().contains("bela"), "Redis has the last word");
  }

  private static RoomSettings settings(EgressTarget... egress) {
    RoomSettings usual = RoomRules.defaults();
    return new RoomSettings(
        usual.name(),
        usual.maxHosts(),
        usual.emptyTimeout(),
        Duration.ofSeconds(2),
        usual.video(),
        usual.audio(),
        usual.layout(),
        List.of(egress),
        List.of());
  }

  private void room(String roomId, EgressTarget... egress) {
    store.create(roomId, "devkey", settings(egress), Instant.EPOCH, 1_000);
  }

  private void link(String roomId, String peer) {
    RoomRecord room = store.find(roomId).orElseThrow();
    RoomLink link = new RoomLink(LINK, peer, Instant.EPOCH);
    store.update(room, room.settings().withLinks(List.of(link)), Instant.EPOCH);
  }

  private void publish(FleetNode node, String roomId, String participantId) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                ("-v error -re -f lavfi -i testsrc2=s=320x180:r=30 -f lavfi -i"
                        + " sine=sample_rate=48000 -c:v libx264 -profile:v baseline -preset"
                        + " ultrafast -tune zerolatency -pix_fmt yuv420p -g 30 -b:v 300k -c:a"
                        + " libopus -ar 48000 -ac 2 -f whip -authorization")
                    .split(" ")));
    words.add(TestNode.token(participantId, roomId, "publish"));
    words.add(node.uri("/whip/rooms/" + roomId).toString());
    programs.add(
        FfmpegProgram.FFMPEG
            .command(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(participantId + ".log").toFile())
            .start());
  }

  private Process watch(int port, Path recording) throws IOException {
    String words =
        "-v error -listen 1 -i rtmp://127.0.0.1:" + port + "/live/red -c copy -y " + recording;
    Process audience =
        FfmpegProgram.FFMPEG
            .command(List.of(words.split(" ")))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("audience.log").toFile())
            .start();
    programs.add(audience);
    return audience;
  }

  /** As FFmpeg has seen it: time only grows, and no player has to wait. */
  private static void assertUnbroken(Path recording) throws Exception {
    assertThat(Files.size(recording)).isPositive();
    for (String stream : List.of("v", "a")) {
      String words =
          "-v error -select_streams " + stream + " -show_entries packet=dts_time -of csv=p=0 ";
      var probed =
          FfmpegProgram.FFPROBE.run(Duration.ofSeconds(30), (words + recording).split(" "));
      List<Double> times =
          probed
              .stdout()
              .lines()
              .map(line -> Double.parseDouble(line.replaceFirst(",.*", "")))
              .toList();
      double longest = 0;
      for (int i = 1; i < times.size(); i++) {
        double step = times.get(i) - times.get(i - 1);
        assertThat(step).as("%s at %s s", stream, times.get(i)).isPositive();
        longest = Math.max(longest, step);
      }
      System.out.printf(
          "figure: %s: %d packets, longest step %.0f ms%n", stream, times.size(), longest * 1000);
      assertThat(times.size()).isGreaterThan(100);
      assertThat(longest).isLessThan(2);
    }
  }

  private static boolean silent(FleetNode node, String roomId) throws Exception {
    return program(node, roomId).getJSONObject("audio").getBoolean("silent");
  }

  private static String mode(FleetNode node, String roomId) throws Exception {
    return program(node, roomId).optString("mode");
  }

  private static JSONObject program(FleetNode node, String roomId) throws Exception {
    return new JSONObject(node.internal("GET", "/rooms/" + roomId + "/program", "").body());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void eventually(Callable<Boolean> condition, String what) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
