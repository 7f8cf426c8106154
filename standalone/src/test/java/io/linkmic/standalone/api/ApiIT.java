package io.linkmic.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.standalone.Port;
import io.linkmic.standalone.RunningLinkMic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST slice in front of a real node. */
class ApiIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = basic(ApiKeys.DEVELOPMENT_KEY, ApiKeys.DEVELOPMENT_SECRET);

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static RunningLinkMic linkMic;

  @BeforeAll
  static void start() {
    linkMic = RunningLinkMic.start();
  }

  @AfterAll
  static void stop() {
    linkMic.close();
    HTTP.close();
  }

  @Test
  void a_room_without_egress_goes_to_the_origin_of_this_machine() throws Exception {
    var answer = post("/v1/rooms", KEY, "{\"roomId\":\"plain\",\"name\":\"Plain\"}");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location")).contains("/v1/rooms/plain");
    JsonNode room = JSON.readTree(answer.body());
    assertThat(room.path("roomId").asString()).isEqualTo("plain");
    assertThat(room.path("holdTimeout").asString()).isEqualTo("PT30S");
    assertThat(room.path("video").path("gop").asString()).isEqualTo("PT2S");
    assertThat(room.path("egress").path(0).path("url").asString())
        .startsWith(linkMic.url("rtmp", Port.RTMP) + "/live/")
        .doesNotContain("plain");
  }

  @Test
  void a_room_without_an_id_gets_one_that_cannot_be_guessed() throws Exception {
    String first = id(post("/v1/rooms", KEY, "{}"));
    assertThat(first).matches("[2-9a-hjkmnp-z]{12}");
    assertThat(id(post("/v1/rooms", KEY, "{}"))).isNotEqualTo(first);
  }

  @Test
  void a_new_room_s_program_is_idle_and_says_why() throws Exception {
    post("/v1/rooms", KEY, "{\"roomId\":\"quiet\"}");
    var answer = get("/v1/rooms/quiet/program", KEY);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode program = JSON.readTree(answer.body());
    assertThat(program.path("mode").asString()).isEqualTo("idle");
    assertThat(program.path("reason").asString()).isNotBlank();
  }

  @Test
  void a_token_opens_its_own_room_only() throws Exception {
    post("/v1/rooms", KEY, "{\"roomId\":\"mine\"}");
    post("/v1/rooms", KEY, "{\"roomId\":\"other\"}");
    var made = post("/v1/tokens", KEY, "{\"roomId\":\"mine\",\"participantId\":\"alice\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    String token = "Bearer " + JSON.readTree(made.body()).path("token").asString();
    assertThat(Instant.parse(JSON.readTree(made.body()).path("expiresAt").asString()))
        .isAfter(Instant.now());

    assertThat(get("/v1/rooms/mine/program", token).statusCode()).isEqualTo(200);
    assertProblem(get("/v1/rooms/other/program", token), 403, "not-granted");
    assertProblem(post("/v1/rooms", token, "{\"roomId\":\"mine\"}"), 403, "not-granted");
    assertProblem(post("/v1/tokens", token, "{\"roomId\":\"mine\"}"), 403, "not-granted");
  }

  @Test
  void an_expired_token_is_refused_with_its_reason() throws Exception {
    ParticipantClaims past =
        new ParticipantClaims(
            ApiKeys.DEVELOPMENT_KEY,
            "alice",
            "",
            "mine",
            Set.of("publish"),
            Instant.now().minusSeconds(3600),
            null);
    String token = new TokenMinter(ApiKeys.development()).mint(past);
    assertProblem(get("/v1/rooms/mine/program", "Bearer " + token), 401, "token-expired");
  }

  @ParameterizedTest
  @CsvSource({
    "Basic bm9ib2R5Om5vdGhpbmc=, unauthorized",
    "Basic !!!, unauthorized",
    "Bearer not-a-token, token-malformed",
    "Digest x, unauthorized",
  })
  void strangers_get_one_clear_problem(String authorization, String code) throws Exception {
    var answer = get("/v1/rooms/mine/program", authorization);
    assertProblem(answer, 401, code);
    assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(2);
  }

  @Test
  void every_mistake_in_a_request_is_named_at_once() throws Exception {
    var answer = post("/v1/rooms", KEY, "{\"roomId\":\"a b\",\"maxHosts\":99}");
    assertProblem(answer, 422, "invalid-request");
    assertThat(JSON.readTree(answer.body()).path("errors"))
        .extracting(error -> error.path("field").asString())
        .containsExactly("roomId", "maxHosts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/rooms | {\"roomId\":            | 400 | bad-request",
        "/v1/rooms | {\"maxHosts\":\"many\"} | 400 | bad-request",
        "/v1/rooms | {\"egress\":[{\"url\":\"http://127.0.0.1/live/x\"}]} | 422 | invalid-request",
        "/v1/tokens | {\"roomId\":\"a\",\"grants\":[\"everything\"]} | 422 | invalid-request",
        "/v1/tokens | {}                     | 422 | invalid-request",
        "/v1/nothing | {}                    | 404 | not-found",
      })
  void bad_input_gets_one_problem(String path, String body, int status, String code)
      throws Exception {
    assertProblem(post(path, KEY, body), status, code);
  }

  @Test
  void a_body_of_a_megabyte_is_not_read() throws Exception {
    assertProblem(post("/v1/rooms", KEY, " ".repeat(1 << 20)), 413, "too-large");
  }

  @Test
  void an_unknown_room_is_not_found() throws Exception {
    assertProblem(get("/v1/rooms/nobody-knows-it/program", KEY), 404, "room-not-found");
    assertProblem(get("/v1/rooms/%2e%2e/program", KEY), 404, "room-not-found");
  }

  @Test
  void the_same_idempotency_key_makes_one_room() throws Exception {
    String body = "{\"name\":\"once\"}";
    var first = post("/v1/rooms", KEY, body, "Idempotency-Key", "key-1");
    var second = post("/v1/rooms", KEY, body, "Idempotency-Key", "key-1");
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertProblem(
        post("/v1/rooms", KEY, "{\"name\":\"twice\"}", "Idempotency-Key", "key-1"),
        422,
        "idempotency-key-reused");
  }

  @Test
  void health_and_metrics_are_there_without_a_key() throws Exception {
    for (String path : new String[] {"/actuator/health/liveness", "/actuator/health/readiness"}) {
      assertThat(get(path, "").body()).contains("UP");
    }
    assertThat(get("/actuator/prometheus", "").body()).contains("# TYPE");
  }

  private static String id(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("roomId").asString();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("detail").asString()).isNotBlank().doesNotContain("Exception");
  }

  private static HttpResponse<String> get(String path, String authorization)
      throws IOException, InterruptedException {
    return send(request(path, authorization).GET());
  }

  private static HttpResponse<String> post(
      String path, String authorization, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path, authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(linkMic.url("http", Port.API) + path));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String basic(String key, String secret) {
    byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
