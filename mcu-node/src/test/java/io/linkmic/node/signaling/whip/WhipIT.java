package io.linkmic.node.signaling.whip;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import io.linkmic.node.signaling.MemoryRooms;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WhipIT {
  private static final String OFFER =
      """
      v=0\r
      m=video 9 UDP/TLS/RTP/SAVPF 96\r
      a=mid:0\r
      a=ice-ufrag:hostufrag\r
      a=ice-pwd:hosthosthosthosthosthost\r
      a=rtpmap:96 H264/90000\r
      """;
  private static final String ENDPOINT = "/whip/rooms/" + MemoryRooms.ROOM;
  private static final String WATCHING = "/whep/rooms/" + MemoryRooms.ROOM;
  private static final String FRAGMENT_TYPE = "application/trickle-ice-sdpfrag";

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static HttpRequest.Builder post(String path, String token, String offer) {
    return node.request(path)
        .header("Content-Type", "application/sdp")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(offer));
  }

  private static HttpResponse<String> publish(String participant) {
    return node.send(
        post(ENDPOINT, TestNode.token(participant, MemoryRooms.ROOM, "publish"), OFFER));
  }

  private static HttpRequest.Builder patch(
      HttpResponse<String> session, String participant, String ifMatch, String fragment) {
    HttpRequest.Builder request =
        node.request(session.headers().firstValue("Location").orElseThrow())
            .header("Content-Type", FRAGMENT_TYPE)
            .header(
                "Authorization",
                "Bearer " + TestNode.token(participant, MemoryRooms.ROOM, "publish"))
            .method("PATCH", BodyPublishers.ofString(fragment));
    return ifMatch == null ? request : request.header("If-Match", ifMatch);
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body()).contains("\"code\":\"" + code + "\"").contains("\"detail\":\"");
  }

  @Test
  void a_post_publishes_and_a_delete_ends_it() {
    HttpResponse<String> created = publish("alice");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEqualTo(MemoryRooms.ANSWER);
    assertThat(created.headers().firstValue("Content-Type")).hasValue("application/sdp");
    assertThat(etag(created)).matches("\"[A-Za-z0-9_-]{22}\"");
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(location).matches("/whip/rooms/room-1/sessions/[A-Za-z0-9_-]{22}");
    assertThat(node.rooms.seat("alice")).isPresent();

    HttpRequest.Builder delete =
        node.request(location)
            .header("Authorization", "Bearer " + TestNode.token("alice", MemoryRooms.ROOM))
            .DELETE();
    assertThat(node.send(delete).statusCode()).isEqualTo(200);
    assertThat(node.rooms.seat("alice")).isEmpty();
    assertProblem(node.send(delete), 404, "session-not-found");
  }

  @Test
  void tokens_are_judged_before_anything_else() {
    HttpRequest.Builder none =
        node.request(ENDPOINT)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(OFFER));
    HttpResponse<String> response = node.send(none);
    assertProblem(response, 401, "unauthorized");
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    assertProblem(node.send(post(ENDPOINT, "x.y.z", OFFER)), 401, "token-malformed");
    assertProblem(
        node.send(
            post(
                ENDPOINT,
                TestNode.token("a", MemoryRooms.ROOM, Instant.now().minusSeconds(61), "publish"),
                OFFER)),
        401,
        "token-expired");
    assertProblem(
        node.send(post(ENDPOINT, TestNode.token("a", "room-2", "publish"), OFFER)),
        403,
        "wrong-room");
  }

  @Test
  void a_room_that_is_not_there_is_404_and_a_missing_grant_403() {
    assertProblem(
        node.send(post("/whip/rooms/nowhere", TestNode.token("a", "nowhere", "publish"), OFFER)),
        404,
        "room-not-found");
    assertProblem(
        node.send(post(ENDPOINT, TestNode.token("bob", MemoryRooms.ROOM, "subscribe"), OFFER)),
        403,
        "not-granted");
    assertThat(node.rooms.seat("bob")).isEmpty();
  }

  @Test
  void bad_offers_leave_no_seat_behind() {
    String token = TestNode.token("carol", MemoryRooms.ROOM, "publish");
    assertProblem(node.send(post(ENDPOINT, token, "hello")), 400, "bad-sdp");
    assertProblem(
        node.send(post(ENDPOINT, token, "v=0\r\nm=video 9 x 96\r\na=rtpmap:96 VP8/90000\r\n")),
        422,
        "unsupported-media");
    assertThat(node.rooms.seat("carol")).isEmpty();
  }

  @Test
  void content_types_that_are_not_ours_are_refused() {
    String token = TestNode.token("dave", MemoryRooms.ROOM, "publish");
    HttpRequest.Builder wrong =
        node.request(ENDPOINT)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString("{}"));
    assertProblem(node.send(wrong), 415, "unsupported-media-type");
    assertProblem(
        node.send(post(ENDPOINT, token, OFFER).header("Accept", "text/html")),
        406,
        "not-acceptable");
    HttpResponse<String> get = node.send(node.request(ENDPOINT).GET());
    assertProblem(get, 405, "method-not-allowed");
    assertThat(get.headers().firstValue("Allow").orElse("")).contains("POST");
  }

  @Test
  void a_megabyte_of_sdp_is_refused_whether_its_length_is_told_or_not() {
    String token = TestNode.token("erin", MemoryRooms.ROOM, "publish");
    String huge = "v=0\r\n" + "a=x\r\n".repeat(200_000);
    assertProblem(node.send(post(ENDPOINT, token, huge)), 413, "payload-too-large");
    HttpRequest.Builder chunked =
        node.request(ENDPOINT)
            .header("Content-Type", "application/sdp")
            .header("Authorization", "Bearer " + token)
            .POST(
                BodyPublishers.ofInputStream(() ->
                    new ByteArrayInputStream(
                        huge.substring(0, 80_000).getBytes(StandardCharsets.UTF_8))));
    assertProblem(node.send(chunked), 413, "payload-too-large");
    assertThat(node.rooms.seat("erin")).isEmpty();
  }

  @Test
  void trickled_candidates_reach_the_seat() {
    HttpResponse<String> created = publish("frank");
    String fragment =
        """
        a=ice-ufrag:hostufrag\r
        a=ice-pwd:hosthosthosthosthosthost\r
        m=audio 9 RTP/AVP 0\r
        a=mid:0\r
        a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r
        a=end-of-candidates\r
        """;
    HttpResponse<String> response = node.send(patch(created, "frank", etag(created), fragment));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(node.rooms.seat("frank").orElseThrow().candidates)
        .containsExactly("candidate:1 1 udp 1 192.0.2.1 9 typ host");
  }

  @Test
  void an_ice_restart_gets_new_credentials_and_a_new_etag() {
    HttpResponse<String> created = publish("grace");
    String restart = "a=ice-ufrag:newufrag\r\na=ice-pwd:newnewnewnewnewnewnewnew\r\n";
    HttpResponse<String> restarted = node.send(patch(created, "grace", "\"*\"", restart));
    assertThat(restarted.statusCode()).isEqualTo(200);
    assertThat(restarted.headers().firstValue("Content-Type")).hasValue(FRAGMENT_TYPE);
    assertThat(restarted.body())
        .contains("a=ice-ufrag:node\r\n")
        .contains("a=candidate:")
        .doesNotContain("v=0");
    assertThat(node.rooms.seat("grace").orElseThrow().offer)
        .contains("a=ice-ufrag:newufrag\r\n")
        .contains("a=rtpmap:96 H264/90000");
    assertThat(etag(restarted)).isNotEqualTo(etag(created));

    assertProblem(node.send(patch(created, "grace", etag(created), restart)), 412, "stale-etag");
    assertProblem(node.send(patch(created, "grace", null, restart)), 428, "precondition-required");
    assertProblem(
        node.send(patch(created, "grace", etag(restarted), "a=ice-ufrag:x\r\n")), 400, "bad-sdp");
  }

  @Test
  void a_session_belongs_to_its_participant() {
    HttpResponse<String> created = publish("heidi");
    String location = created.headers().firstValue("Location").orElseThrow();
    HttpRequest.Builder foreign =
        node.request(location)
            .header("Authorization", "Bearer " + TestNode.token("mallory", MemoryRooms.ROOM))
            .DELETE();
    assertProblem(node.send(foreign), 403, "forbidden");
    assertProblem(node.send(node.request(location).DELETE()), 401, "unauthorized");
    assertThat(node.rooms.seat("heidi")).isPresent();
  }

  @Test
  void publishing_again_replaces_the_older_session() {
    HttpResponse<String> first = publish("ivan");
    publish("ivan");
    assertProblem(
        node.send(patch(first, "ivan", etag(first), "a=end-of-candidates\r\n")),
        404,
        "session-not-found");
  }

  @Test
  void browsers_of_any_origin_may_ask_and_see_the_location() {
    HttpRequest.Builder preflight =
        node.request(ENDPOINT)
            .header("Origin", "https://studio.example")
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody());
    HttpResponse<String> answer = node.send(preflight);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    HttpResponse<String> plain =
        node.send(node.request(ENDPOINT).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(plain.statusCode()).isEqualTo(204);
    assertThat(plain.headers().firstValue("Accept-Post")).hasValue("application/sdp");
  }

  private static HttpResponse<String> watch(String participant) {
    return node.send(
        post(WATCHING, TestNode.token(participant, MemoryRooms.ROOM, "subscribe"), OFFER));
  }

  @Test
  void a_player_watches_restarts_and_ends_as_a_publisher_does() {
    HttpResponse<String> created = watch("judy");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).isEqualTo(MemoryRooms.ANSWER);
    assertThat(created.headers().firstValue("Accept-Patch")).hasValue(FRAGMENT_TYPE);
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(location).matches("/whep/rooms/room-1/sessions/[A-Za-z0-9_-]{22}");
    assertThat(node.rooms.watches).containsKey("judy");
    assertThat(node.rooms.seat("judy")).as("a player takes no seat").isEmpty();

    assertThat(
            node.send(patch(created, "judy", etag(created), "a=end-of-candidates\r\n"))
                .statusCode())
        .isEqualTo(204);
    String restart = "a=ice-ufrag:newufrag\r\na=ice-pwd:newnewnewnewnewnewnewnew\r\n";
    HttpResponse<String> restarted = node.send(patch(created, "judy", "\"*\"", restart));
    assertThat(restarted.statusCode()).isEqualTo(200);
    assertThat(etag(restarted)).isNotEqualTo(etag(created));
    assertThat(node.rooms.watches.get("judy").offer).contains("a=ice-ufrag:newufrag\r\n");

    String token = "Bearer " + TestNode.token("judy", MemoryRooms.ROOM, "subscribe");
    HttpRequest.Builder wrongDoor =
        node.request(location.replace("whep", "whip")).header("Authorization", token).DELETE();
    assertProblem(node.send(wrongDoor), 404, "session-not-found");
    HttpRequest.Builder delete = node.request(location).header("Authorization", token).DELETE();
    assertThat(node.send(delete).statusCode()).isEqualTo(200);
    assertThat(node.rooms.watches).doesNotContainKey("judy");
    assertProblem(node.send(delete), 404, "session-not-found");
  }

  @Test
  void a_player_needs_a_token_that_may_subscribe_and_a_room() {
    assertProblem(
        node.send(post(WATCHING, TestNode.token("kim", MemoryRooms.ROOM, "publish"), OFFER)),
        403,
        "not-granted");
    assertProblem(
        node.send(post("/whep/rooms/nowhere", TestNode.token("k", "nowhere", "subscribe"), OFFER)),
        404,
        "room-not-found");
    assertProblem(node.send(post(WATCHING, "x.y.z", OFFER)), 401, "token-malformed");
  }

  @Test
  void a_feed_that_ends_takes_its_session_along() {
    HttpResponse<String> created = watch("leo");
    node.rooms.watches.get("leo").ended.run();
    assertProblem(
        node.send(patch(created, "leo", etag(created), "a=end-of-candidates\r\n")),
        404,
        "session-not-found");
  }

  @Test
  void errors_that_no_controller_saw_are_problems_too() {
    assertProblem(node.send(node.request("/nothing/here").GET()), 404, "not-found");
    HttpRequest.Builder bigHeader =
        node.request(ENDPOINT).header("X-Big", "x".repeat(20_000)).GET();
    assertThat(node.send(bigHeader).statusCode()).isBetween(400, 431);
  }
}
