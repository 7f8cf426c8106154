package io.linkmic.standalone;

import io.linkmic.api.McuApiApplication;
import io.linkmic.backend.BackendApplication;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.dns.NodeSelection;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.dns.McuDnsApplication;
import io.linkmic.node.McuNodeApplication;
import io.linkmic.origin.OriginApplication;
import io.linkmic.standalone.demo.BroadcastClient;
import io.linkmic.standalone.live.ServiceJvm;
import io.linkmic.standalone.store.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every service as a process of its own, configured as {@code ./linkmic up} configures it, over a
 * Redis that can be killed. One test's thread.
 */
public final class FleetOfProcesses implements AutoCloseable {
  /** What can be killed and started again. */
  public enum Service {
    ORIGIN,
    DNS,
    API,
    BACKEND
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path RUN = Path.of("target", "run");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final RealRedis redis = RealRedis.start();
  private @Nullable PostgresServer postgres;
  private final Addresses addresses;
  private final Settings settings;
  private final Map<Service, ServiceJvm> services = new EnumMap<>(Service.class);
  private final Map<String, ServiceJvm> nodes = new HashMap<>();

  private FleetOfProcesses(int count) {
    Map<Port, Integer> any = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      any.put(port, 0);
    }
    this.addresses =
        switch (Addresses.check(new Options(false, Options.USUAL_BIND, null, any, count))) {
          case Addresses.Check.Free free -> free.addresses();
          case Addresses.Check.Taken taken -> throw new IllegalStateException(taken.message());
        };
    this.settings = new Settings(addresses, RUN);
    settings.redis(redis.url().toString());
  }

  /** Returns once everything listens and mcu-dns offers all nodes. */
  public static FleetOfProcesses start(int nodes) throws Exception {
    FleetOfProcesses fleet = start(nodes, EnumSet.allOf(Service.class));
    Eventually.holds(
        "mcu-dns offers " + nodes + " nodes",
        Duration.ofSeconds(60),
        () -> fleet.select("nobody-s-room").candidates().size() == nodes);
    return fleet;
  }

  /** Some of the services, once they listen and mcu-api, if it is among them, knows all nodes. */
  public static FleetOfProcesses start(int nodes, Set<Service> services) throws Exception {
    return start(nodes, services, _ -> Map.of());
  }

  /**
   * The same.
   *
   * @param ofNode settings that a node has besides the usual ones
   */
  public static FleetOfProcesses start(
      int nodes, Set<Service> services, Function<NodePorts, Map<String, Object>> ofNode)
      throws Exception {
    FleetOfProcesses fleet = new FleetOfProcesses(nodes);
    try {
      for (NodePorts node : fleet.addresses.nodes()) {
        fleet.startNode(node, ofNode.apply(node));
      }
      for (Service service : services) {
        fleet.start(service);
      }
      if (services.contains(Service.API)) {
        Eventually.holds(
            "mcu-api knows " + nodes + " nodes",
            Duration.ofSeconds(60),
            () -> fleet.listed("/nodes").size() == nodes);
      }
      return fleet;
    } catch (Exception | Error e) {
      fleet.close();
      throw e;
    }
  }

  private void startNode(NodePorts node, Map<String, Object> more) throws Exception {
    Map<String, Object> own = settings.node(node);
    own.putAll(more);
    // As on Kubernetes: after an empty start of Redis, owners claim again before others may.
    own.remove("linkmic.node.cluster.settling");
    nodes.put(node.id(), launch(McuNodeApplication.class, node.http(), own));
  }

  /** Starts it on the port that it had before. */
  public void start(Service service) throws Exception {
    services.put(
        service,
        switch (service) {
          case ORIGIN ->
              launch(OriginApplication.class, addresses.port(Port.FLV), settings.origin());
          case DNS -> launch(McuDnsApplication.class, addresses.port(Port.DNS), settings.dns());
          case API -> launch(McuApiApplication.class, addresses.port(Port.API), settings.api());
          case BACKEND ->
              launch(
                  BackendApplication.class,
                  addresses.port(Port.PAGES),
                  settings.backend(postgres().url()));
        });
  }

  private PostgresServer postgres() {
    PostgresServer running = postgres;
    if (running == null) {
      running = PostgresServer.start(RUN);
      postgres = running;
    }
    return running;
  }

  /** The option that keeps other services' libraries, on the same class path, out of a service. */
  public static String withoutOtherServices() {
    return "--spring.autoconfigure.exclude=" + Settings.notOurs();
  }

  private static ServiceJvm launch(Class<?> main, int port, Map<String, Object> settings)
      throws Exception {
    List<String> words =
        settings.entrySet().stream()
            // Its output is its log.
            .filter(entry -> !entry.getKey().startsWith("logging."))
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toList();
    return ServiceJvm.start(main, port, List.of(), words);
  }

  /** {@code kill -9}. */
  public void kill(Service service) throws Exception {
    ServiceJvm running = services.remove(service);
    if (running != null) {
      running.kill();
    }
  }

  /** {@code kill -9} of a node. */
  public void killNode(String nodeId) throws Exception {
    nodes.get(nodeId).kill();
  }

  public RealRedis redis() {
    return redis;
  }

  public List<String> nodeIds() {
    return addresses.nodes().stream().map(NodePorts::id).toList();
  }

  /** WHIP at this very node, whatever mcu-dns thinks. */
  public String whipUrl(String nodeId, String roomId) {
    NodePorts node =
        addresses.nodes().stream().filter(one -> one.id().equals(nodeId)).findFirst().orElseThrow();
    return addresses.url("http", node.http()) + "/whip/rooms/" + roomId;
  }

  /** Where a room's program is watched that goes to the usual target. */
  public URI flvUrl(String roomId) {
    return URI.create(addresses.url("http", Port.FLV) + "/live/" + roomId + ".flv");
  }

  public BroadcastClient broadcasts() {
    return new BroadcastClient(
        addresses.url("http", Port.PAGES), ApiKeys.DEVELOPMENT_KEY, ApiKeys.DEVELOPMENT_SECRET);
  }

  public NodeSelection select(String roomId) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        addresses.url("http", Port.DNS)
                            + "/v1/nodes/select?limit=10&roomId="
                            + roomId))
                .build(),
            BodyHandlers.ofString());
    return answer.statusCode() == 200
        ? JSON.readValue(answer.body(), NodeSelection.class)
        : new NodeSelection(List.of());
  }

  /** A call of mcu-api that must work. */
  public JsonNode api(String method, String path, String body) throws Exception {
    return ok(call(Port.API, method, "/v1" + path, body));
  }

  /** A page of a list at mcu-api; empty while it cannot say. */
  public List<JsonNode> listed(String path) throws Exception {
    HttpResponse<String> answer = call(Port.API, "GET", "/v1" + path, "");
    return answer.statusCode() == 503
        ? List.of()
        : ok(answer).path("items").values().stream().toList();
  }

  /** A call of the business backend that must work. */
  public JsonNode backend(String method, String path, String body) throws Exception {
    return ok(call(Port.PAGES, method, "/api/v1" + path, body));
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    if (answer.statusCode() >= 400) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  private HttpResponse<String> call(Port port, String method, String path, String body)
      throws Exception {
    String credentials = ApiKeys.DEVELOPMENT_KEY + ":" + ApiKeys.DEVELOPMENT_SECRET;
    return http.send(
        HttpRequest.newBuilder(URI.create(addresses.url("http", port) + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** An offer at a node's WHIP door; the answer, redirects not followed. */
  public HttpResponse<String> offer(String whipUrl, String token, String sdp) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(whipUrl))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/sdp")
            .POST(BodyPublishers.ofString(sdp))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    for (ServiceJvm service : services.values()) {
      service.close();
    }
    for (ServiceJvm node : nodes.values()) {
      node.kill();
    }
    redis.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
