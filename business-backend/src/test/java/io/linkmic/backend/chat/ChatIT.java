package io.linkmic.backend.chat;

import static io.linkmic.backend.chat.Chatter.data;
import static io.linkmic.socketio.Peer.code;
import static io.linkmic.socketio.Peer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One instance, without Redis: what a chat is. */
class ChatIT {
  private static ChatServer server;

  @BeforeAll
  static void start() {
    server =
        new ChatServer(
            RealPostgres.newDatabase(),
            null,
            "linkmic.backend.chat.messages=200",
            "linkmic.backend.chat.request-burst=300",
            "linkmic.backend.chat.look-interval=200ms",
            "linkmic.backend.chat.sockets-per-participant=3");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void who_joins_sees_what_was_said_and_hears_what_is_said() throws JSONException {
    String broadcast = server.broadcast();
    try (Chatter alice = server.chatter("alice", broadcast);
        Chatter bob = new Chatter(server.chatPort(), "polling", "websocket").connected()) {
      alice.said("  first  ");
      assertThat(alice.heard()).isEqualTo("1 first");
      JSONObject joined = bob.join("bob", broadcast, "message").joined;
      assertThat(joined.getString("participantId")).isEqualTo("bob");
      assertThat(joined.getString("name")).isEqualTo("bob's name");
      assertThat(joined.getJSONObject("broadcast").toString())
          .contains(broadcast)
          .contains("Evening <show>")
          .contains("LIVE");
      assertThat(joined.getBoolean("muted")).isFalse();
      assertThat(joined.getJSONArray("history").getJSONObject(0).getString("text"))
          .isEqualTo("first");
      JSONObject sent = data(bob.ask("send", json("text", "<i>second</i>", "clientId", "c-1")));
      assertThat(sent.getLong("messageId")).isEqualTo(2);
      assertThat(sent.getString("at")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
      assertThat(alice.next())
          .startsWith("message ")
          .contains("\"messageId\":2")
          .contains("\"participantId\":\"bob\"")
          .contains("\"name\":\"bob's name\"")
          .contains("\"clientId\":\"c-1\"")
          .contains("<i>second<\\/i>");
      assertThat(bob.heard()).startsWith("2 ");
    }
  }

  @Test
  void the_same_client_id_is_stored_once() {
    String broadcast = server.broadcast();
    try (Chatter alice = server.chatter("alice", broadcast)) {
      JSONObject first = alice.ask("send", json("text", "hello", "clientId", "c-7"));
      assertThat(alice.heard()).isEqualTo("1 hello");
      JSONObject again = alice.ask("send", json("text", "hello", "clientId", "c-7"));
      assertThat(data(again).optLong("messageId")).isEqualTo(data(first).optLong("messageId"));
      assertThat(alice.said("next")).isEqualTo(2);
      assertThat(alice.heard()).isEqualTo("2 next");
    }
  }

  @Test
  void without_the_grant_one_only_reads() {
    String broadcast = server.broadcast();
    try (Chatter reader = new Chatter(server.chatPort()).connected().join("eve", broadcast);
        Chatter alice = server.chatter("alice", broadcast)) {
      assertThat(reader.joined.optBoolean("mayWrite")).isFalse();
      assertThat(code(reader.say("hello"))).isEqualTo("not-granted");
      assertThat(code(reader.ask("mute", json("participantId", "alice", "muted", true))))
          .isEqualTo("not-granted");
      alice.said("for everybody");
      assertThat(reader.heard()).isEqualTo("1 for everybody");
      assertThat(code(reader.ask("history", json()))).isEqualTo("ok");
    }
  }

  @Test
  void tokens_that_open_no_chat_are_refused() {
    String open = server.broadcast();
    String ended = server.broadcast();
    server.end(ended);
    try (Chatter mallory = new Chatter(server.chatPort()).connected()) {
      assertThat(code(mallory.ask("join", json("token", "garbage")))).isEqualTo("token-malformed");
      assertThat(code(mallory.ask("join", json()))).isEqualTo("unauthenticated");
      for (String token :
          new String[] {
            ChatServer.token("mallory", "r-elsewhere", "message"),
            ChatServer.token("mallory", ChatServer.room(ended), "message"),
            // Another account's key signs well, but the room is not its own.
            ChatServer.tokenOf(
                RunningBackend.OTHER_KEY, "mallory", ChatServer.room(open), "message", "admin")
          }) {
        assertThat(code(mallory.ask("join", json("token", token))))
            .isEqualTo("broadcast-not-found");
      }
    }
    try (Chatter forger = new Chatter(server.chatPort(), Map.of("token", "forged"))) {
      assertThat(forger.next()).startsWith("connect_error").contains("token-malformed");
    }
    String good = ChatServer.token("grace", ChatServer.room(open));
    try (Chatter grace = new Chatter(server.chatPort(), Map.of("token", good)).connected()) {
      assertThat(code(grace.ask("join", json()))).isEqualTo("ok");
      assertThat(code(grace.ask("join", json()))).isEqualTo("already-joined");
    }
  }

  @Test
  void bad_requests_are_answered_and_the_socket_survives() {
    String broadcast = server.broadcast();
    try (Chatter alice = server.chatter("alice", broadcast)) {
      assertThat(code(alice.say(""))).isEqualTo("bad-request");
      assertThat(code(alice.say("a\nb"))).isEqualTo("bad-request");
      assertThat(code(alice.say("x".repeat(501)))).isEqualTo("bad-request");
      assertThat(code(alice.ask("send", json("text", 7)))).isEqualTo("bad-request");
      assertThat(code(alice.ask("send", json("text", "x", "clientId", "ü"))))
          .isEqualTo("bad-request");
      assertThat(code(alice.ask("history", json("before", "x")))).isEqualTo("bad-request");
      assertThat(code(alice.ask("no-such-event", json()))).isEqualTo("unknown-event");
      assertThat(alice.said("x".repeat(500))).isEqualTo(1);
    }
  }

  @Test
  void history_comes_in_pages_of_fifty() throws JSONException {
    String broadcast = server.broadcast();
    try (Chatter alice = server.chatter("alice", broadcast);
        Chatter bob = new Chatter(server.chatPort()).connected()) {
      for (int i = 1; i <= 120; i++) {
        assertThat(alice.said("text " + i)).isEqualTo(i);
      }
      JSONArray newest = bob.join("bob", broadcast).joined.getJSONArray("history");
      assertThat(newest.length()).isEqualTo(50);
      assertThat(newest.getJSONObject(0).getInt("messageId")).isEqualTo(71);
      JSONObject page = data(bob.ask("history", json("before", 71)));
      assertThat(page.getJSONArray("messages").getJSONObject(0).getInt("messageId")).isEqualTo(21);
      assertThat(page.getBoolean("more")).isTrue();
      JSONObject last = data(bob.ask("history", json("before", 21)));
      assertThat(last.getJSONArray("messages").length()).isEqualTo(20);
      assertThat(last.getJSONArray("messages").getJSONObject(19).getString("text"))
          .isEqualTo("text 20");
      assertThat(last.getBoolean("more")).isFalse();
    }
    String path = "/api/v1/broadcasts/" + broadcast + "/chat";
    assertThat(server.rest("GET", path + "?before=3&limit=1").http().body())
        .contains("\"messageId\":2")
        .contains("\"more\":true")
        .doesNotContain("clientId");
    assertThat(server.rest("GET", path + "?limit=101").status()).isEqualTo(422);
    assertThat(server.rest("GET", path + "?before=x").status()).isEqualTo(400);
  }

  @Test
  void the_host_mutes_and_unmutes() {
    String broadcast = server.broadcast();
    try (Chatter host = server.chatter("host", broadcast);
        Chatter troll = server.chatter("troll", broadcast)) {
      assertThat(code(troll.ask("mute", json("participantId", "host", "muted", true))))
          .isEqualTo("not-granted");
      assertThat(code(host.ask("mute", json("participantId", "troll")))).isEqualTo("bad-request");
      assertThat(code(host.ask("mute", json("participantId", "troll", "muted", true))))
          .isEqualTo("ok");
      assertThat(troll.next()).isEqualTo("muted {\"participantId\":\"troll\",\"muted\":true}");
      assertThat(code(troll.say("again me"))).isEqualTo("muted");
      try (Chatter second = server.chatter("troll", broadcast)) {
        assertThat(second.joined.optBoolean("muted")).isTrue();
      }
      assertThat(code(host.ask("mute", json("participantId", "troll", "muted", false))))
          .isEqualTo("ok");
      assertThat(troll.said("sorry")).isEqualTo(1);
    }
  }

  @Test
  void rest_is_for_the_owner_alone() {
    String broadcast = server.broadcast();
    String path = "/api/v1/broadcasts/" + broadcast + "/chat";
    String mute = path + "/mutes/troll";
    assertThat(server.rest("GET", path, Map.of()).status()).isEqualTo(401);
    assertThat(server.rest("POST", mute, Map.of()).status()).isEqualTo(401);
    assertThat(server.rest("DELETE", mute, Map.of()).status()).isEqualTo(401);
    for (String[] call :
        new String[][] {
          {"GET", path}, {"GET", path + "/mutes"}, {"POST", mute}, {"DELETE", mute}
        }) {
      var stranger =
          server.rest(
              call[0],
              call[1],
              Map.of(
                  "Authorization",
                  RunningBackend.basic(RunningBackend.OTHER_KEY, RunningBackend.OTHER_SECRET)));
      assertThat(stranger.status()).isEqualTo(404);
      assertThat(stranger.http().body()).contains("\"code\":\"broadcast-not-found\"");
    }
    assertThat(server.rest("GET", "/api/v1/broadcasts/none/chat").status()).isEqualTo(404);
    assertThat(server.rest("POST", mute).http().body()).contains("\"muted\":true");
    assertThat(
            server
                .backend
                .jdbc()
                .sql("select muted_by from chat_mute where broadcast_id = ?")
                .param(broadcast)
                .query(String.class)
                .single())
        .isEqualTo(RunningBackend.KEY);
    var muted = server.rest("GET", path + "/mutes").json().path("items");
    assertThat(muted).hasSize(1);
    assertThat(muted.at("/0/participantId").asString()).isEqualTo("troll");
    assertThat(muted.at("/0/mutedBy").asString()).isEqualTo(RunningBackend.KEY);
    assertThat(server.rest("DELETE", mute).status()).isEqualTo(204);
    assertThat(server.rest("GET", path + "/mutes").json().path("items")).isEmpty();
    assertThat(server.rest("DELETE", mute).status()).isEqualTo(204);
    assertThat(server.rest("POST", path + "/mutes/" + "x".repeat(129)).status()).isEqualTo(422);
  }

  @Test
  void pages_are_told_where_the_chat_is_and_what_it_allows() {
    String broadcast = server.broadcast();
    assertThat(
            server
                .rest("GET", "/api/v1/broadcasts/" + broadcast + "/playback", Map.of())
                .json()
                .path("chat")
                .toString())
        .contains("\"url\":\"http://127.0.0.1:")
        .contains("\"maxCharacters\":500")
        .contains("\"messages\":200")
        .contains("\"windowMs\":10000");
  }

  @Test
  void when_the_broadcast_ends_its_chat_closes() {
    String broadcast = server.broadcast();
    try (Chatter alice = server.chatter("alice", broadcast)) {
      alice.said("hello");
      assertThat(alice.heard()).isEqualTo("1 hello");
      server.end(broadcast);
      assertThat(alice.next()).isEqualTo("chat-closed {\"reason\":\"ended\"}");
      assertThat(code(alice.say("anybody?"))).isEqualTo("unauthenticated");
      assertThat(server.rest("GET", "/api/v1/broadcasts/" + broadcast + "/chat").http().body())
          .contains("hello");
    }
  }

  @Test
  void nothing_is_stored_between_the_end_and_its_notice() {
    String broadcast = server.broadcast();
    try (Chatter alice = server.chatter("alice", broadcast)) {
      server.end(broadcast);
      assertThat(code(alice.say("too late"))).isIn("broadcast-not-found", "unauthenticated");
    }
    assertThat(server.rest("GET", "/api/v1/broadcasts/" + broadcast + "/chat").http().body())
        .contains("\"messages\":[]");
  }

  @Test
  void one_participant_has_only_so_many_sockets() {
    String broadcast = server.broadcast();
    String token = ChatServer.token("alice", ChatServer.room(broadcast));
    try (Chatter one = server.chatter("alice", broadcast);
        Chatter two = server.chatter("alice", broadcast);
        Chatter three = server.chatter("alice", broadcast);
        Chatter four = new Chatter(server.chatPort()).connected()) {
      JSONObject refused = four.ask("join", json("token", token));
      assertThat(code(refused)).isEqualTo("too-many-sockets");
      assertThat(refused.optJSONObject("error").optLong("retryAfterMs")).isPositive();
      two.said("still here");
      assertThat(one.heard()).isEqualTo("1 still here");
      assertThat(three.heard()).isEqualTo("1 still here");
    }
    // Whoever leaves makes room.
    try (Chatter again = server.chatter("alice", broadcast)) {
      assertThat(again.said("back")).isEqualTo(2);
    }
  }
}
