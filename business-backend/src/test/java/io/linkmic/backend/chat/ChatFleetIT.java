package io.linkmic.backend.chat;

import static io.linkmic.backend.chat.Chatter.data;
import static io.linkmic.socketio.Peer.code;
import static io.linkmic.socketio.Peer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.clustertest.RealRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances, one PostgreSQL, one Redis. */
class ChatFleetIT {
  private final String database = RealPostgres.newDatabase();
  private RealRedis redis;
  private ChatServer one;
  private ChatServer two;

  @BeforeEach
  void start() {
    redis = RealRedis.start();
  }

  private void instances(String... arguments) {
    one = new ChatServer(database, redis.url(), arguments);
    two = new ChatServer(database, redis.url(), arguments);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    redis.close();
  }

  @Test
  void messages_and_mutes_cross_instances_by_redis() {
    // Looking at PostgreSQL so seldom cannot be what brings them.
    instances("linkmic.backend.chat.look-interval=1h");
    String broadcast = one.broadcast();
    try (Chatter alice = one.chatter("alice", broadcast);
        Chatter bob = two.chatter("bob", broadcast)) {
      untilBothListen(broadcast);
      alice.said("hello from one");
      assertThat(bob.heard()).isEqualTo("1 hello from one");
      assertThat(alice.heard()).isEqualTo("1 hello from one");
      bob.said("hello from two");
      assertThat(alice.heard()).isEqualTo("2 hello from two");
      assertThat(bob.heard()).isEqualTo("2 hello from two");

      assertThat(one.rest("POST", "/api/v1/broadcasts/" + broadcast + "/chat/mutes/bob").status())
          .isEqualTo(200);
      assertThat(code(bob.say("at once"))).isEqualTo("muted");
      assertThat(bob.next()).isEqualTo("muted {\"participantId\":\"bob\",\"muted\":true}");
      assertThat(alice.next()).startsWith("muted ");
      two.rest("DELETE", "/api/v1/broadcasts/" + broadcast + "/chat/mutes/bob");
      assertThat(bob.said("again")).isEqualTo(3);
    }
  }

  private void untilBothListen(String broadcast) {
    try (RedisProbe probe = new RedisProbe(redis)) {
      probe.awaitSubscribers("linkmic:chat:" + broadcast, 2);
    }
  }

  @Test
  void one_participant_has_one_rate_on_all_sockets_of_all_instances() {
    instances("linkmic.backend.chat.messages=4", "linkmic.backend.chat.window=60s");
    String broadcast = one.broadcast();
    try (Chatter here = one.chatter("alice", broadcast);
        Chatter too = one.chatter("alice", broadcast);
        Chatter there = two.chatter("alice", broadcast);
        Chatter bob = two.chatter("bob", broadcast)) {
      here.said("1");
      there.said("2");
      too.said("3");
      there.said("4");
      for (Chatter chatter : List.of(here, too, there)) {
        JSONObject refused = chatter.say("5");
        assertThat(code(refused)).isEqualTo("rate-limited");
        assertThat(refused.optJSONObject("error").optLong("retryAfterMs"))
            .isBetween(50_000L, 60_000L);
      }
      assertThat(bob.said("not me")).isEqualTo(5);
    }
  }

  @Test
  void everybody_hears_everything_in_the_same_order_when_both_instances_are_written_to() {
    instances("linkmic.backend.chat.messages=1000", "linkmic.backend.chat.request-burst=500");
    String broadcast = one.broadcast();
    try (Chatter alice = one.chatter("alice", broadcast);
        Chatter bob = two.chatter("bob", broadcast)) {
      CompletableFuture<Void> a = CompletableFuture.runAsync(() -> say(alice, 60));
      CompletableFuture<Void> b = CompletableFuture.runAsync(() -> say(bob, 60));
      a.join();
      b.join();
      List<String> heardByAlice = heard(alice, 120);
      assertThat(heard(bob, 120)).isEqualTo(heardByAlice);
      for (int i = 0; i < 120; i++) {
        assertThat(heardByAlice.get(i)).startsWith((i + 1) + " ");
      }
    }
  }

  private static void say(Chatter chatter, int times) {
    for (int i = 0; i < times; i++) {
      chatter.said("text " + i);
    }
  }

  private static List<String> heard(Chatter chatter, int times) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      texts.add(chatter.heard());
    }
    return texts;
  }

  @Test
  void without_redis_the_chat_goes_on_and_with_it_again_it_is_quick_again() throws IOException {
    instances("linkmic.backend.chat.look-interval=1s");
    String broadcast = one.broadcast();
    try (Chatter alice = one.chatter("alice", broadcast);
        Chatter near = one.chatter("near", broadcast);
        Chatter far = two.chatter("far", broadcast)) {
      alice.said("before");
      assertThat(far.heard()).isEqualTo("1 before");
      assertThat(near.heard()).isEqualTo("1 before");

      redis.kill();
      alice.said("during");
      assertThat(near.heard()).isEqualTo("2 during");
      assertThat(far.heard()).as("from PostgreSQL").isEqualTo("2 during");
      // Mutes are in PostgreSQL: effective at once, on the other instance too.
      one.rest("POST", "/api/v1/broadcasts/" + broadcast + "/chat/mutes/far");
      assertThat(code(far.say("no"))).isEqualTo("muted");
      // And a rate is kept, by each instance alone.
      alice.said("3");
      alice.said("4");
      alice.said("5");
      alice.said("6");
      assertThat(code(alice.say("7"))).isEqualTo("rate-limited");
      try (Chatter late = two.chatter("late", broadcast)) {
        assertThat(data(late.ask("history", json())).optJSONArray("messages").length())
            .isEqualTo(6);
      }

      redis.startAgain();
      untilBothListen(broadcast);
      assertThat(heard(far, 4).getLast()).isEqualTo("6 6");
      near.said("after");
      assertThat(far.heard()).isEqualTo("7 after");
    }
  }

  @Test
  void a_redis_that_hangs_delays_one_message_by_its_timeout_and_not_all_of_them() {
    instances("linkmic.backend.chat.look-interval=1s", "linkmic.backend.chat.messages=50");
    String broadcast = one.broadcast();
    try (Chatter alice = one.chatter("alice", broadcast);
        Chatter far = two.chatter("far", broadcast)) {
      alice.said("before");
      assertThat(far.heard()).isEqualTo("1 before");
      redis.pause();
      try {
        long begin = System.nanoTime();
        for (int i = 2; i <= 21; i++) {
          assertThat(alice.said("text")).isEqualTo(i);
        }
        assertThat((System.nanoTime() - begin) / 1_000_000).as("ms").isLessThan(6_000);
        assertThat(heard(far, 20).getLast()).isEqualTo("21 text");
      } finally {
        redis.resume();
      }
      alice.said("after");
      assertThat(far.heard()).isEqualTo("22 after");
      assertThat(far.heardNothing()).as("nothing twice").isTrue();
    }
  }
}
