package io.linkmic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.blacklist.Blacklist;
import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.dns.NodeSelection;
import io.linkmic.contract.token.ApiKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The service over a real Redis, asked by HTTP, with nodes that beat. */
class SelectionIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, NodeRecord> nodes = new ConcurrentHashMap<>();
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private RealRedis server;
  private ClusterRedis redis;
  private NodeRegistry registry;
  private RoomLeases leases;
  private ConfigurableApplicationContext dns;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    redis = ClusterRedis.connect(RedisSettings.of(server.url(), "test"));
    registry = new NodeRegistry(redis);
    leases = new RoomLeases(redis, Duration.ZERO);
    for (String id : List.of("a", "b", "c")) {
      nodes.put(id, node(id, "cn-north", false, 0.1));
    }
    var _ = heart.scheduleAtFixedRate(this::beat, 0, 500, TimeUnit.MILLISECONDS);
    dns =
        McuDnsApplication.application()
            .run(
                "--linkmic.redis-url=" + server.url(),
                "--linkmic.dns.bind-address=127.0.0.1",
                "--linkmic.dns.port=0",
                "--linkmic.dns.refresh=200ms",
                "--linkmic.dns.trusted-proxies=127.0.0.1/32",
                "--linkmic.dns.networks[0].cidr=198.51.100.0/24",
                "--linkmic.dns.networks[0].region=cn-south",
                "--linkmic.dev-keys-allowed=true",
                "--linkmic.api-keys.devkey=" + ApiKeys.DEVELOPMENT_SECRET,
                "--linkmic.api-keys.tenant=another-secret-of-at-least-32-bytes",
                "--linkmic.operator-keys=devkey");
    eventually(() -> select("warm").statusCode() == 200, "a first picture");
    eventually(() -> explain().contains("\"nodeId\":\"c\""), "all three nodes");
  }

  @AfterEach
  void stop() {
    dns.close();
    heart.shutdownNow();
    redis.close();
    server.close();
  }

  private void beat() {
    try {
      nodes.values().forEach(registry::beat);
    } catch (RuntimeException away) {
      // Redis is stopped on purpose now and then.
      assertThat(away).isNotNull();
    }
  }

  private static NodeRecord node(String id, String region, boolean draining, double cpu) {
    return new NodeRecord(
        id,
        id + "-1",
        region,
        "",
        null,
        null,
        "http://" + id + ":8084",
        "http://" + id + ":8083/whip/rooms",
        new NodeRecord.Probe(id, 10_000),
        "http://" + id + ":8083",
        "0.1.0",
        Instant.EPOCH,
        draining,
        new NodeLoad(cpu, 0, 0, 0, 0, 0, 500, 0, 0, 0));
  }

  private HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + dns.getBean(DnsPort.class).port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> select(String roomId) {
    return get("/v1/nodes/select?roomId=" + roomId);
  }

  private static NodeSelection read(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readValue(response.body(), NodeSelection.class);
  }

  private String first(String roomId) {
    return read(select(roomId)).candidates().getFirst().nodeId();
  }

  private static String basic(String key, String secret) {
    byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String explain() {
    return get(
            "/v1/nodes/select/explain?roomId=any",
            "Authorization",
            basic("devkey", ApiKeys.DEVELOPMENT_SECRET))
        .body();
  }

  private static void eventually(java.util.function.BooleanSupplier condition, String what) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Test
  void new_rooms_spread_over_equal_nodes_and_each_keeps_its_node() {
    Map<String, Integer> rooms = new HashMap<>();
    Map<String, String> where = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      String nodeId = first("room-" + i);
      rooms.merge(nodeId, 1, Integer::sum);
      where.put("room-" + i, nodeId);
    }
    assertThat(rooms).hasSize(3).allSatisfy((id, count) -> assertThat(count).isBetween(7, 13));
    where.forEach((room, nodeId) -> assertThat(first(room)).isEqualTo(nodeId));
  }

  @Test
  void whoever_runs_a_room_comes_first_even_when_draining() {
    leases.claim("show", "b", "b-1");
    eventually(() -> first("show").equals("b"), "the owner comes first");
    nodes.put("b", node("b", "cn-north", true, 0.1));
    eventually(() -> explain().contains("\"leftOut\":\"draining\""), "b drains");
    assertThat(first("show")).isEqualTo("b");
    assertThat(read(select("show")).candidates().getFirst().reasons()).contains("runs this room");
    for (int i = 0; i < 20; i++) {
      assertThat(first("other-" + i)).isNotEqualTo("b");
    }
  }

  @Test
  void the_blacklist_holds_within_two_seconds_and_ends_by_itself() {
    Blacklist blacklist = new Blacklist(redis);
    Instant now = registry.fleet().at();
    blacklist.put(
        new BlacklistEntry("1", "a", null, null, "broken fan", now.plusSeconds(3), now, "devkey"));
    eventually(() -> explain().contains("broken fan"), "a is left out");
    for (int i = 0; i < 20; i++) {
      assertThat(first("room-" + i)).isNotEqualTo("a");
    }
    eventually(() -> !explain().contains("broken fan"), "the entry ends");
    blacklist.put(
        new BlacklistEntry("2", null, "203.0.113.0/24", null, "abuse", null, now, "devkey"));
    eventually(
        () ->
            get("/v1/nodes/select?roomId=r", "X-Forwarded-For", "203.0.113.7").statusCode() == 403,
        "the network is refused");
    assertThat(get("/v1/nodes/select?roomId=r", "X-Forwarded-For", "203.0.113.7").body())
        .contains("client-blacklisted")
        .contains("abuse");
    assertThat(get("/v1/nodes/select?roomId=r", "X-Forwarded-For", "198.51.100.7").statusCode())
        .isEqualTo(200);
  }

  @Test
  void near_nodes_come_first() {
    nodes.put("c", node("c", "cn-south", false, 0.5));
    eventually(() -> explain().contains("\"region\":\"cn-south\""), "c has moved");
    assertThat(
            read(get("/v1/nodes/select?roomId=x1&region=cn-south"))
                .candidates()
                .getFirst()
                .nodeId())
        .isEqualTo("c");
    assertThat(
            read(get("/v1/nodes/select?roomId=x2", "X-Forwarded-For", "198.51.100.7"))
                .candidates()
                .getFirst()
                .nodeId())
        .as("by the network table")
        .isEqualTo("c");
    assertThat(read(get("/v1/nodes/select?roomId=x3&region=cn-north")).candidates())
        .extracting(NodeSelection.Candidate::nodeId)
        .endsWith("c");
  }

  @Test
  void a_redis_outage_serves_the_last_picture_and_a_new_one_follows() throws Exception {
    leases.claim("show", "b", "b-1");
    eventually(() -> first("show").equals("b"), "the owner is known");
    server.kill();
    eventually(() -> explain().contains("\"source\":\"redis-down\""), "the outage is noticed");
    assertThat(first("show")).isEqualTo("b");
    assertThat(select("new-room").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    nodes.remove("a");
    server.startAgain();
    eventually(
        () ->
            explain().contains("\"source\":\"current\"") && !explain().contains("\"nodeId\":\"a\""),
        "a new picture");
    assertThat(select("newest-room").statusCode()).isEqualTo(200);
  }

  @Test
  void without_a_node_the_answer_says_why_and_when_to_come_back() {
    for (String id : List.of("a", "b", "c")) {
      nodes.put(id, node(id, "cn-north", !id.equals("c"), id.equals("c") ? 0.99 : 0.1));
    }
    eventually(() -> select("show").statusCode() == 503, "nobody takes rooms");
    HttpResponse<String> none = select("show");
    assertThat(none.body()).contains("no-node").contains("2 draining, 1 busy");
    assertThat(none.headers().firstValue("Retry-After")).isPresent();
    assertThat(none.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void bad_questions_are_told_in_one_sentence_each() {
    for (String query :
        List.of(
            "",
            "roomId=",
            "roomId=a%20b",
            "roomId=r&limit=0",
            "roomId=r&limit=11",
            "roomId=r&region=a%0Ab",
            "roomId=r&clientIp=nobody",
            "roomId=%ZZ")) {
      HttpResponse<String> answer = get("/v1/nodes/select?" + query.replace("%ZZ", "%FF"));
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":\"bad-request\"");
    }
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(read(get("/v1/nodes/select?roomId=r&limit=1")).candidates()).hasSize(1);
  }

  @Test
  void explanations_are_for_operators() {
    String path = "/v1/nodes/select/explain?roomId=r";
    assertThat(get(path).statusCode()).isEqualTo(401);
    assertThat(get(path).headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(get(path, "Authorization", basic("devkey", "wrong")).statusCode()).isEqualTo(401);
    assertThat(get(path, "Authorization", "Basic %").statusCode()).isEqualTo(401);
    assertThat(
            get(path, "Authorization", basic("tenant", "another-secret-of-at-least-32-bytes"))
                .statusCode())
        .isEqualTo(403);
    assertThat(explain())
        .contains("\"predicted\"")
        .contains("\"offered\":true")
        .contains("\"source\":\"current\"");
    assertThat(get("/actuator/prometheus").body()).contains("linkmic_dns_selections_total");
  }
}
