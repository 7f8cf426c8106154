package io.linkmic.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.blacklist.Blacklist;
import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.cluster.room.RoomStore.Change;
import io.linkmic.cluster.room.RoomStore.Write;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.layout.Border;
import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Fit;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Region;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomStoreIT {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final RoomSettings SETTINGS = RoomRules.defaults();

  private RealRedis server;
  private ClusterRedis redis;
  private RoomStore store;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    redis = ClusterRedis.connect(RedisSettings.of(server.url(), "test"));
    store = new RoomStore(redis);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private RoomRecord create(String roomId, String key) {
    return ((Write.Written) store.create(roomId, key, SETTINGS, NOW, 100)).room();
  }

  @Test
  void a_room_is_kept_with_everything_in_it() {
    RoomRecord room = create("r", "k");
    assertThat(store.find("r")).contains(room);
    assertThat(store.create("r", "other", SETTINGS, NOW, 100)).isInstanceOf(Write.Exists.class);
    assertThat(store.find("nowhere")).isEmpty();
  }

  @Test
  void a_layout_is_kept_as_it_is() {
    Layout layout =
        new Layout(
            Template.REGIONS,
            List.of(
                new Region(null, 0, 0, 0, 1.0 / 3, 1, 0, Fit.CONTAIN, null),
                new Region(
                    "ada", null, 1.0 / 3, 0, 2.0 / 3, 1, 5, Fit.COVER, new Fill("#102030", null))),
            new Fill("#ffffff", "https://images.example.com/a.png"),
            true,
            new Watermark(
                new Watermark.Text("Live", 0, 0, 0.1, "#ffffff", 0.5),
                new Watermark.Image("https://images.example.com/b.png", 0.5, 0, 0.5, 0.5, 1)),
            new Fill("#000000", null),
            new Border(2, "#ff0000", 12),
            Duration.ofMillis(250),
            "ada",
            1L << 50);
    store.create("r", "k", SETTINGS.withLayout(layout), NOW, 100);
    assertThat(store.find("r").orElseThrow().settings().layout()).isEqualTo(layout);
  }

  @Test
  void a_room_stored_when_a_layout_was_a_word_is_read() {
    redis.call(commands -> {
      commands
          .opsForValue()
          .set(
              Keys.ROOM + "old",
              "1 3 {\"roomId\":\"old\",\"apiKey\":\"k\",\"settings\":{\"name\":\"\","
                  + "\"maxHosts\":6,\"emptyTimeout\":\"PT10M\",\"holdTimeout\":\"PT30S\","
                  + "\"video\":{\"width\":1280,\"height\":720,\"frameRate\":30,"
                  + "\"bitrate\":2500000,\"gop\":\"PT2S\"},\"audio\":{\"bitrate\":128000},"
                  + "\"layout\":\"side-by-side\",\"egress\":[]},\"version\":3,"
                  + "\"createdAt\":\"2026-01-01T00:00:00Z\","
                  + "\"updatedAt\":\"2026-01-01T00:00:00Z\"}");
      return true;
    });
    RoomRecord old = store.find("old").orElseThrow();
    assertThat(old)
        .isEqualTo(
            new RoomRecord(
                "old", "k", SETTINGS.withLayout(Layout.valueOf("side-by-side")), 3, NOW, NOW));
    assertThat(store.update(old, SETTINGS, NOW)).isInstanceOf(Write.Written.class);
  }

  @Test
  void a_change_of_an_old_version_is_refused() {
    RoomRecord first = create("r", "k");
    RoomRecord second = ((Write.Written) store.update(first, SETTINGS, NOW)).room();
    assertThat(second.version()).isEqualTo(2);
    assertThat(store.update(first, SETTINGS, NOW)).isEqualTo(new Write.OtherVersion(2));
    assertThat(store.versions(List.of("r", "x"))).isEqualTo(Map.of("r", 2L));
    assertThat(store.delete(second, 1L)).isEqualTo(new Write.OtherVersion(2));
    assertThat(store.delete(second, 2L)).isInstanceOf(Write.Written.class);
    assertThat(store.delete(second, null)).isInstanceOf(Write.NotFound.class);
    assertThat(store.count("k")).isZero();
  }

  @Test
  void rooms_change_together_or_not_at_all() {
    RoomRecord a = create("a", "k");
    RoomRecord b = create("b", "k");
    RoomSettings linked = SETTINGS.withLinks(List.of(new RoomLink("l", "b", NOW)));
    List<Change> both = List.of(new Change(a, linked), new Change(b, SETTINGS));
    List<RoomRecord> after = store.change(both, NOW).orElseThrow();
    assertThat(after).extracting(RoomRecord::version).containsExactly(2L, 2L);
    assertThat(store.find(List.of("a", "b"))).isEqualTo(after);
    RoomRecord newer = ((Write.Written) store.update(after.get(1), SETTINGS, NOW)).room();
    List<Change> late = List.of(new Change(after.get(0), null), new Change(after.get(1), linked));
    assertThat(store.change(late, NOW)).isEmpty();
    assertThat(store.find(List.of("a", "b"))).containsExactly(after.getFirst(), newer);
    assertThat(
            store.change(
                List.of(new Change(after.getFirst(), null), new Change(newer, linked)), NOW))
        .hasValueSatisfying(rooms -> assertThat(rooms).hasSize(1));
    assertThat(store.find("a")).isEmpty();
    assertThat(store.find("b").orElseThrow().settings()).isEqualTo(linked);
    assertThat(store.list("k", null, 10).rooms())
        .extracting(RoomRecord::roomId)
        .containsExactly("b");
    assertThat(store.change(List.of(new Change(after.getFirst(), SETTINGS)), NOW)).isEmpty();
  }

  @Test
  void pages_follow_each_other_and_show_one_keys_rooms_only() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      create(id, "k");
    }
    create("bb", "other");
    RoomStore.Page first = store.list("k", null, 2);
    RoomStore.Page second = store.list("k", first.next(), 2);
    RoomStore.Page third = store.list("k", second.next(), 2);
    assertThat(first.rooms()).extracting(RoomRecord::roomId).containsExactly("a", "b");
    assertThat(second.rooms()).extracting(RoomRecord::roomId).containsExactly("c", "d");
    assertThat(third.rooms()).extracting(RoomRecord::roomId).containsExactly("e");
    assertThat(third.next()).isNull();
  }

  @Test
  void a_key_has_no_more_rooms_than_its_quota() {
    assertThat(store.create("a", "k", SETTINGS, NOW, 1)).isInstanceOf(Write.Written.class);
    assertThat(store.create("b", "k", SETTINGS, NOW, 1)).isInstanceOf(Write.QuotaReached.class);
    assertThat(store.create("b", "other", SETTINGS, NOW, 1)).isInstanceOf(Write.Written.class);
  }

  @Test
  void what_redis_forgot_is_written_again_and_what_it_knows_stays() {
    RoomRecord room = create("r", "k");
    RoomRecord newer = ((Write.Written) store.update(room, SETTINGS, NOW)).room();
    store.restore(room);
    assertThat(store.find("r")).contains(newer);
    store.delete(newer, null);
    store.restore(newer);
    assertThat(store.find("r")).contains(newer);
    assertThat(store.list("k", null, 10).rooms()).containsExactly(newer);
  }

  @Test
  void expired_entries_of_the_blacklist_are_swept_out() {
    Blacklist blacklist = new Blacklist(redis);
    BlacklistEntry forever =
        new BlacklistEntry("1", "node-1", null, null, "broken fan", null, NOW, "k");
    BlacklistEntry brief =
        new BlacklistEntry("2", null, "192.0.2.0/24", null, "abuse", NOW.plusSeconds(60), NOW, "k");
    assertThat(blacklist.put(forever)).isTrue();
    assertThat(blacklist.put(brief)).isTrue();
    assertThat(blacklist.inForce(NOW)).containsExactly(forever, brief);
    assertThat(blacklist.inForce(NOW.plusSeconds(61))).containsExactly(forever);
    assertThat(blacklist.inForce(NOW)).containsExactly(forever);
    assertThat(blacklist.remove("1")).isTrue();
    assertThat(blacklist.remove("1")).isFalse();
  }
}
