package io.linkmic.node.signaling.socketio;

import static io.linkmic.socketio.Peer.code;
import static io.linkmic.socketio.Peer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import io.linkmic.node.room.SeatListener.Quality;
import io.linkmic.node.signaling.MemoryRooms;
import java.time.Instant;
import java.util.Map;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocketIoIT {
  private static final String OFFER = "v=0\r\na=rtpmap:96 H264/90000\r\n";

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String token(String participant) {
    return TestNode.token(participant, MemoryRooms.ROOM, "publish", "subscribe");
  }

  @Test
  void a_client_with_default_options_joins_by_polling_and_upgrades() throws JSONException {
    try (Host alice = new Host(node).connected()) {
      JSONObject joined = alice.join(token("alice"));
      assertThat(joined.getBoolean("ok")).isTrue();
      JSONObject data = joined.getJSONObject("data");
      assertThat(data.getString("participantId")).isEqualTo("alice");
      assertThat(data.getJSONObject("room").getString("roomId")).isEqualTo(MemoryRooms.ROOM);
      assertThat(data.getJSONArray("participants").toString()).contains("alice");
      assertThat(data.getJSONObject("program").getString("mode")).isEqualTo("idle");
      assertThat(data.getString("resumeTicket")).hasSize(22);
      assertThat(code(alice.ask("publish", json("sdp", OFFER)))).isEqualTo("ok");
    }
  }

  @Test
  void the_whole_conversation_of_a_host() throws JSONException {
    try (Host bob = new Host(node, "websocket").connected()) {
      assertThat(code(bob.join(token("bob")))).isEqualTo("ok");
      JSONObject published = bob.ask("publish", json("sdp", OFFER));
      assertThat(published.getJSONObject("data").getString("sdp")).isEqualTo(MemoryRooms.ANSWER);
      assertThat(
              code(bob.ask("candidate", json("candidate", "candidate:1 1 udp 1 ::1 9 typ host"))))
          .isEqualTo("ok");
      assertThat(code(bob.ask("candidate", json("candidate", "")))).isEqualTo("ok");
      assertThat(code(bob.ask("mute", json("audio", true)))).isEqualTo("ok");
      assertThat(code(bob.ask("restart", json("sdp", OFFER)))).isEqualTo("ok");
      assertThat(code(bob.ask("unpublish", json()))).isEqualTo("ok");
      JSONObject subscribed = bob.ask("subscribe", json("sdp", OFFER, "source", "mix"));
      assertThat(subscribed.getJSONObject("data").getString("sdp")).isEqualTo(MemoryRooms.ANSWER);
      assertThat(code(bob.ask("restart", json("sdp", OFFER, "source", "mix")))).isEqualTo("ok");
      assertThat(code(bob.ask("restart", json("sdp", OFFER, "source", "carol"))))
          .isEqualTo("not-subscribed");
      assertThat(code(bob.ask("subscribe", json("sdp", OFFER)))).isEqualTo("bad-request");
      assertThat(code(bob.ask("subscribe", json("sdp", OFFER, "source", 7))))
          .isEqualTo("bad-request");
      assertThat(code(bob.ask("subscribe", json("source", "mix")))).isEqualTo("bad-request");
      assertThat(code(bob.ask("unsubscribe", json("source", 7)))).isEqualTo("bad-request");
      assertThat(node.rooms.seat("bob").orElseThrow().subscriptions).containsExactly("mix");
      assertThat(code(bob.ask("unsubscribe", json()))).isEqualTo("ok");
      assertThat(node.rooms.seat("bob").orElseThrow().subscriptions).isEmpty();
      assertThat(code(bob.ask("leave", json()))).isEqualTo("ok");
      assertThat(node.rooms.seat("bob")).isEmpty();
    }
  }

  @Test
  void what_happens_to_others_is_told() {
    try (Host carol = new Host(node, "websocket").connected();
        Host dave = new Host(node, "polling").connected()) {
      carol.join(token("carol"));
      dave.join(token("dave"));
      assertThat(carol.next()).startsWith("participant-joined").contains("dave's name");
      dave.ask("publish", json("sdp", OFFER));
      assertThat(carol.next()).isEqualTo("stream-added {\"participantId\":\"dave\"}");
      carol.ask("message", json("to", "dave", "text", "hello"));
      assertThat(dave.next()).startsWith("message ").contains("hello").contains("carol");
      node.rooms
          .seat("carol")
          .orElseThrow()
          .listener
          .quality(new Quality(30, 2_500_000, 0.01, 4, 23));
      assertThat(carol.next()).startsWith("quality ").contains("\"bitrate\":2500000");
      dave.ask("unpublish", json());
      assertThat(carol.next()).startsWith("stream-removed");
      dave.ask("leave", json());
      assertThat(carol.next()).startsWith("participant-left");
      node.rooms.seat("carol").orElseThrow().listener.removed("by the moderator");
      assertThat(carol.next()).isEqualTo("removed {\"reason\":\"by the moderator\"}");
      assertThat(code(carol.ask("publish", json("sdp", OFFER)))).isEqualTo("unauthenticated");
    }
  }

  @Test
  void wrong_tokens_are_told_apart() {
    try (Host erin = new Host(node, "websocket").connected()) {
      assertThat(code(erin.join("garbage"))).isEqualTo("token-malformed");
      assertThat(code(erin.join(TestNode.token("erin", "room-1", Instant.now().minusSeconds(61)))))
          .isEqualTo("token-expired");
      assertThat(code(erin.join(TestNode.token("erin", "nowhere")))).isEqualTo("room-not-found");
      assertThat(code(erin.ask("join", json()))).isEqualTo("unauthenticated");
      assertThat(code(erin.join(TestNode.token("erin", "room-1")))).isEqualTo("ok");
      assertThat(code(erin.ask("publish", json("sdp", OFFER)))).isEqualTo("not-granted");
      assertThat(code(erin.join(token("erin")))).isEqualTo("already-joined");
    }
  }

  @Test
  void bad_requests_are_answered_and_the_socket_survives() {
    try (Host frank = new Host(node, "websocket").connected()) {
      frank.join(token("frank"));
      assertThat(code(frank.ask("no-such-event", json()))).isEqualTo("unknown-event");
      assertThat(code(frank.ask("publish", json("sdp", 7)))).isEqualTo("bad-request");
      assertThat(code(frank.ask("publish", "text"))).isEqualTo("bad-request");
      assertThat(code(frank.ask("publish", json("sdp", "v=0")))).isEqualTo("unsupported-media");
      assertThat(code(frank.ask("mute", json("audio", "yes")))).isEqualTo("bad-request");
      assertThat(code(frank.ask("message", json("text", "x".repeat(5000)))))
          .isEqualTo("bad-request");
      frank.socket.emit("no-such-event", json());
      assertThat(frank.next()).startsWith("error ").contains("unknown-event");
      assertThat(code(frank.ask("unpublish", json()))).isEqualTo("ok");
    }
  }

  @Test
  void the_handshake_may_carry_the_token() {
    try (Host grace = new Host(node, Map.of("token", token("grace")), "websocket").connected()) {
      assertThat(code(grace.ask("join", json()))).isEqualTo("ok");
    }
    try (Host mallory = new Host(node, Map.of("token", "forged"), "websocket")) {
      assertThat(mallory.next()).startsWith("connect_error").contains("token-malformed");
    }
  }

  @Test
  void an_expired_token_in_the_handshake_joins_nothing_but_a_ticket_still_resumes()
      throws JSONException {
    String ticket;
    try (Host kate = new Host(node, "websocket").connected()) {
      ticket = kate.join(token("kate")).getJSONObject("data").getString("resumeTicket");
    }
    String expired = TestNode.token("kate", MemoryRooms.ROOM, Instant.now().minusSeconds(61));
    try (Host late = new Host(node, Map.of("token", expired), "websocket").connected()) {
      assertThat(code(late.ask("join", json()))).isEqualTo("unauthenticated");
      assertThat(code(late.join(expired))).isEqualTo("token-expired");
      assertThat(code(late.ask("resume", json("resumeTicket", ticket)))).isEqualTo("ok");
    }
  }

  @Test
  void a_lost_socket_keeps_its_seat_for_its_ticket_which_is_good_once() throws JSONException {
    String ticket;
    try (Host heidi = new Host(node, "websocket").connected()) {
      ticket = heidi.join(token("heidi")).getJSONObject("data").getString("resumeTicket");
      heidi.ask("publish", json("sdp", OFFER));
      heidi.socket.io().reconnection(false);
    }
    try (Host again = new Host(node, "websocket").connected()) {
      JSONObject resumed = again.ask("resume", json("resumeTicket", ticket));
      assertThat(code(resumed)).isEqualTo("ok");
      JSONObject data = resumed.getJSONObject("data");
      assertThat(data.getString("participantId")).isEqualTo("heidi");
      assertThat(data.getString("resumeTicket")).isNotEqualTo(ticket);
      assertThat(node.rooms.seat("heidi").orElseThrow().connected).isTrue();
      assertThat(node.rooms.seat("heidi").orElseThrow().offer).isEqualTo(OFFER);
      try (Host thief = new Host(node, "websocket").connected()) {
        assertThat(code(thief.ask("resume", json("resumeTicket", ticket))))
            .isEqualTo("ticket-invalid");
        assertThat(code(thief.ask("publish", json("sdp", OFFER)))).isEqualTo("unauthenticated");
      }
      assertThat(code(again.ask("unpublish", json()))).isEqualTo("ok");
    }
  }

  @Test
  void resuming_takes_the_seat_over_from_a_connection_that_only_seems_alive() throws JSONException {
    try (Host old = new Host(node, "websocket").connected();
        Host fresh = new Host(node, "websocket").connected()) {
      String ticket = old.join(token("ivan")).getJSONObject("data").getString("resumeTicket");
      assertThat(code(fresh.ask("resume", json("resumeTicket", ticket)))).isEqualTo("ok");
      assertThat(old.next()).isEqualTo("disconnect");
      assertThat(node.rooms.seat("ivan").orElseThrow().connected).isTrue();
    }
  }

  @Test
  void after_leaving_the_ticket_is_worthless() throws JSONException {
    try (Host judy = new Host(node, "websocket").connected()) {
      String ticket = judy.join(token("judy")).getJSONObject("data").getString("resumeTicket");
      judy.ask("leave", json());
      assertThat(code(judy.ask("resume", json("resumeTicket", ticket))))
          .isEqualTo("ticket-invalid");
      assertThat(code(judy.join(token("judy")))).isEqualTo("ok");
    }
  }
}
