package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.FleetOfProcesses;
import io.linkmic.standalone.FleetOfProcesses.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.domain.Range;
import tools.jackson.databind.JsonNode;

/**
 * Two rooms are linked (PK) by REST while their programs run, at one node and at two; what dies
 * during a link takes nobody else's program with it.
 */
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinkIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HERE = "node-1";
  private static final String THERE = "node-2";
  private static final int RED_TONE = 440;
  private static final int BLUE_TONE = 1000;

  /**
   * The tones are sent with −21 dB; what FFmpeg's filter lets through of the other is below −60.
   */
  private static final double AUDIBLE = -35;

  private static final double SILENT = -50;

  @TempDir private static Path folder;
  private static Path red;
  private static Path blue;
  private static FleetOfProcesses fleet;
  private static ClusterRedis redis;

  @BeforeAll
  static void start() throws Exception {
    red = MixFilm.make(folder, "red", RED_TONE, 30, 10);
    blue = MixFilm.make(folder, "blue", BLUE_TONE, 30, 10);
    fleet = FleetOfProcesses.start(2, EnumSet.of(Service.ORIGIN, Service.API));
    redis = ClusterRedis.connect(RedisSettings.of(fleet.redis().url(), "test"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (redis != null) {
      redis.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  @Order(1)
  void two_rooms_of_one_node_show_each_other_s_hosts_until_they_are_parted() throws Exception {
    assertLinkedAndParted("near", HERE);
  }

  @Test
  @Order(2)
  void two_rooms_of_two_nodes_show_each_other_s_hosts_until_they_are_parted() throws Exception {
    assertLinkedAndParted("far", THERE);
  }

  private static void assertLinkedAndParted(String name, String otherNode) throws Exception {
    try (WatchedRoom one = WatchedRoom.go(fleet, name + "-red", "PT30S", HERE, red);
        WatchedRoom other = WatchedRoom.go(fleet, name + "-blue", "PT30S", otherNode, blue)) {
      assertAlone(one, "red", RED_TONE, BLUE_TONE);
      assertAlone(other, "blue", BLUE_TONE, RED_TONE);

      String link = linked(one, other);
      assertBoth(one, "red", "blue");
      assertBoth(other, "blue", "red");
      assertLive(one, other, link);
      assertLive(other, one, link);

      other.unlink(link);
      one.viewer().awaitCut(3, LIMIT);
      other.viewer().awaitCut(3, LIMIT);
      assertAlone(one, "red", RED_TONE, BLUE_TONE);
      assertAlone(other, "blue", BLUE_TONE, RED_TONE);
      assertThat(one.links()).isEmpty();
      for (WatchedRoom room : List.of(one, other)) {
        assertOneUnbrokenStream(room, 2);
        assertThat(room.host().alive()).isTrue();
        assertThat(linkEvents(room))
            .containsExactlyInAnyOrder("link.created", "link.live", "link.deleted");
      }
    }
  }

  /** Returns once both programs show both for a second. */
  private static String linked(WatchedRoom one, WatchedRoom other) throws Exception {
    long asked = System.nanoTime();
    String link = one.link(other);
    one.viewer().await("a mix", LIMIT, tags -> Seen.headers(tags) >= 2);
    figure(one, "POST of the link to its mix", asked);
    other.viewer().await("a mix", LIMIT, tags -> Seen.headers(tags) >= 2);
    figure(other, "POST of the link to its mix", asked);
    one.viewer().awaitCut(2, LIMIT);
    other.viewer().awaitCut(2, LIMIT);
    return link;
  }

  private static void figure(WatchedRoom room, String what, long since) {
    System.out.printf(
        "figure: %s: %s: %d ms%n", room.roomId(), what, (System.nanoTime() - since) / 1_000_000);
  }

  private static void assertAlone(WatchedRoom room, String own, int tone, int otherTone)
      throws Exception {
    assertThat(room.mode()).isEqualTo("passthrough");
    Heard heard = heardFromNowOn(room);
    DecodedPicture picture = room.seen().newest(folder);
    assertThat(picture.at(0.25, 0.5)).isEqualTo(own);
    assertThat(picture.at(0.75, 0.5)).isEqualTo(own);
    assertThat(heard.decibels(tone)).isGreaterThan(AUDIBLE);
    assertThat(heard.decibels(otherTone)).isLessThan(SILENT);
  }

  private static void assertBoth(WatchedRoom room, String left, String right) throws Exception {
    assertThat(room.mode()).isEqualTo("mix");
    Heard heard = heardFromNowOn(room);
    assertPicture(room, left, right);
    double redLevel = heard.decibels(RED_TONE);
    double blueLevel = heard.decibels(BLUE_TONE);
    System.out.printf(
        "figure: %s: %d Hz %.1f dB, %d Hz %.1f dB%n",
        room.roomId(), RED_TONE, redLevel, BLUE_TONE, blueLevel);
    assertThat(redLevel).isGreaterThan(AUDIBLE);
    assertThat(blueLevel).isGreaterThan(AUDIBLE);
  }

  private static void assertPicture(WatchedRoom room, String left, String right) throws Exception {
    DecodedPicture picture = room.seen().newest(folder);
    assertThat(picture.at(0.25, 0.5)).as("left in " + room.roomId()).isEqualTo(left);
    assertThat(picture.at(0.75, 0.5)).as("right in " + room.roomId()).isEqualTo(right);
  }

  private static Heard heardFromNowOn(WatchedRoom room) throws Exception {
    long from = room.seen().lastPictureAt() + 200;
    room.viewer().awaitPicture(from + 1_500, LIMIT);
    return Heard.since(folder, room.viewer().seen(), from);
  }

  private static void assertLive(WatchedRoom room, WatchedRoom peer, String link) throws Exception {
    assertThat(room.links())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.path("linkId").asString("")).isEqualTo(link);
          assertThat(it.path("peerRoomId").asString("")).isEqualTo(peer.roomId());
          assertThat(it.path("state").asString("")).isEqualTo("live");
          assertThat(it.path("participantIds").valueStream().map(JsonNode::asString))
              .containsExactly(peer.hostIdElsewhere());
          assertThat(it.path("lastError").isNull()).as(it.toString()).isTrue();
        });
  }

  private static void assertOneUnbrokenStream(WatchedRoom room, int cuts) {
    assertThat(room.viewer().hasEnded()).isFalse();
    Seen program = room.seen();
    program.assertUnbroken();
    List<Long> gaps = program.gapsAtCuts();
    System.out.printf("figure: %s: gaps of pictures at cuts: %s ms%n", room.roomId(), gaps);
    assertThat(gaps).hasSize(cuts).allMatch(gap -> gap <= 1_000);
  }

  /** As they stand in Redis for webhooks. */
  private static List<String> linkEvents(WatchedRoom room) {
    return redis
        .call(commands -> commands.opsForStream().range(Keys.EVENTS, Range.unbounded()))
        .stream()
        .filter(event -> room.roomId().equals(event.getValue().get("roomId")))
        .map(event -> String.valueOf(event.getValue().get("type")))
        .filter(type -> type.startsWith("link."))
        .toList();
  }

  @Test
  @Order(3)
  void a_killed_mcu_api_is_not_noticed_in_a_link() throws Exception {
    try (WatchedRoom one = WatchedRoom.go(fleet, "api-red", "PT30S", HERE, red);
        WatchedRoom other = WatchedRoom.go(fleet, "api-blue", "PT30S", THERE, blue)) {
      String link = linked(one, other);
      long killedAt = one.seen().lastPictureAt();
      fleet.kill(Service.API);
      one.viewer().awaitPicture(killedAt + 8_000, LIMIT);
      assertPicture(one, "red", "blue");
      assertPicture(other, "blue", "red");
      fleet.start(Service.API);
      assertLive(one, other, link);
      for (WatchedRoom room : List.of(one, other)) {
        assertOneUnbrokenStream(room, 1);
        assertThat(linkEvents(room)).containsExactlyInAnyOrder("link.created", "link.live");
      }
      one.unlink(link);
      other.viewer().awaitCut(3, LIMIT);
    }
  }

  @Test
  @Order(4)
  void a_killed_node_takes_its_host_out_of_the_link_and_another_one_brings_it_back()
      throws Exception {
    try (WatchedRoom one = WatchedRoom.go(fleet, "dead-red", "PT5S", HERE, red);
        WatchedRoom other = WatchedRoom.go(fleet, "dead-blue", "PT5S", THERE, blue)) {
      String link = linked(one, other);
      long killed = System.nanoTime();
      long killedAt = one.seen().lastPictureAt();
      fleet.killNode(THERE);
      one.viewer().awaitPicture(killedAt + 3_000, LIMIT);
      assertPicture(one, "red", "blue");
      one.viewer().await("its own host", LIMIT, tags -> Seen.headers(tags) >= 3);
      figure(one, "kill -9 of the other's node to its own host alone, hold time 5 s", killed);
      one.viewer().awaitCut(3, LIMIT);
      assertAlone(one, "red", RED_TONE, BLUE_TONE);
      JsonNode retried = one.links().getFirst();
      assertThat(retried.path("state").asString("")).isEqualTo("retrying");
      assertThat(retried.path("lastError").asString("")).isNotEmpty();
      assertThat(retried.path("participantIds").isEmpty()).isTrue();
      Seen program = one.seen();
      long gap = program.largestGap(killedAt, program.lastPictureAt());
      System.out.printf("figure: largest gap since the node was killed: %d ms%n", gap);
      assertThat(gap).isLessThanOrEqualTo(1_000);
      assertThat(linkEvents(one)).containsExactly("link.created", "link.live", "link.lost");

      other.host().kill();
      long again = System.nanoTime();
      other.publish(HERE, blue);
      figure(other, "its host's first try at the other node to its room there", again);
      one.viewer().await("the other's host again", LIMIT, tags -> Seen.headers(tags) >= 4);
      figure(one, "the other's host's first try to the mix", again);
      one.viewer().awaitCut(4, LIMIT);
      assertBoth(one, "red", "blue");
      assertOneUnbrokenStream(one, 3);
      assertLive(one, other, link);
      assertOtherSAudienceSeesBoth(other);
      assertThat(linkEvents(one)).endsWith("link.live");
    }
  }

  private static void assertOtherSAudienceSeesBoth(WatchedRoom other) throws Exception {
    Eventually.holds("both again", LIMIT, () -> other.mode().equals("mix"));
    FlvWatcher stayed = other.viewer();
    List<Long> times = other.seen().pictureTimes();
    System.out.printf(
        "figure: the killed node's viewer's response %s; pictures up to %d ms apart, times %s%n",
        stayed.hasEnded() ? "ended" : "goes on",
        other.seen().largestGap(0, Long.MAX_VALUE),
        times.equals(times.stream().sorted().toList()) ? "grow" : "go back");
    stayed.close();
    other.watch();
    assertBoth(other, "blue", "red");
  }
}
