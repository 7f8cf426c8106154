package io.linkmic.api;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** mcu-api on a free port before a real Redis. One test's thread. */
public final class RunningApi implements AutoCloseable {
  public static final JsonMapper JSON = JsonMapper.builder().build();
  public static final String SERVICE_TOKEN = "service-token-of-the-tests";

  /** Operator, and owner of the rooms of most tests. */
  static final String ONE = "one";

  /** Another tenant, not an operator. */
  static final String TWO = "two";

  private static final Map<String, String> SECRETS =
      Map.of(
          ONE, "secret-of-the-first-key-0123456789abcdef",
          TWO, "secret-of-the-second-key-0123456789abcde");

  private final RealRedis redisServer = RealRedis.start();
  private final ClusterRedis redis =
      ClusterRedis.connect(RedisSettings.of(redisServer.url(), "test"));
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> options;
  private ConfigurableApplicationContext context;

  private RunningApi(List<String> options) {
    this.options = options;
    this.context = run();
    // The first connection of a JVM loads classes for longer than a command may take.
    eventually("Redis answers the test", redis::isUp);
    eventually(
        "Redis answers the service", () -> get("/actuator/health/readiness", "").status() == 200);
  }

  public static RunningApi start(String... options) {
    return new RunningApi(List.of(options));
  }

  private ConfigurableApplicationContext run() {
    List<String> all = options(redisServer.url());
    for (String option : options) {
      String name = option.substring(0, option.indexOf('=') + 1);
      // Given twice, an option is a list.
      all.removeIf(usual -> usual.startsWith(name));
      all.add(option);
    }
    return McuApiApplication.application().run(all.toArray(String[]::new));
  }

  /** What every mcu-api of the tests is started with, before a Redis. */
  static List<String> options(URI redis) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--linkmic.api.bind-address=127.0.0.1",
                "--linkmic.redis-url=" + redis,
                "--linkmic.service-token=" + SERVICE_TOKEN,
                "--linkmic.operator-keys=" + ONE,
                "--linkmic.default-egress=rtmp://127.0.0.1:1935/live/{roomId}?epoch={epoch}",
                "--linkmic.egress.allow-private-addresses=true",
                "--linkmic.api.requests-per-second=100000"));
    SECRETS.forEach((key, secret) -> all.add("--linkmic.api-keys." + key + "=" + secret));
    return all;
  }

  /** The process ends and another begins; Redis stays. */
  void restart() {
    context.close();
    context = run();
  }

  public RealRedis redisServer() {
    return redisServer;
  }

  public ClusterRedis redis() {
    return redis;
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public URI url(String path) {
    String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What came back. */
  public record Answer(int status, HttpResponse<String> http, Duration took) {
    JsonNode json() {
      return JSON.readTree(http.body());
    }

    String code() {
      return json().path("code").asString("");
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Answer call(String method, String path, String who, @Nullable String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(20));
    if (!who.isEmpty()) {
      request.header("Authorization", who);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    long before = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer, Duration.ofNanos(System.nanoTime() - before));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, String who) {
    return call("GET", path, who, null);
  }

  Answer post(String path, String who, String body, String... headers) {
    return call("POST", path, who, body, headers);
  }

  /** The key's HTTP Basic credentials. */
  static String basic(String key) {
    return basic(key, Objects.requireNonNull(SECRETS.get(key)));
  }

  static String basic(String key, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  static String bearer(String key, String roomId, Instant expiresAt, String... grants) {
    TokenMinter minter = new TokenMinter(ApiKeys.of(SECRETS, false));
    return "Bearer "
        + minter.mint(
            new ParticipantClaims(key, "p1", "P", roomId, Set.of(grants), expiresAt, null));
  }

  static String bearer(String key, String roomId, String... grants) {
    return bearer(key, roomId, Instant.now().plusSeconds(600), grants);
  }

  /** Waits until something is so; a machine that builds beside us is given twenty seconds. */
  static void eventually(String what, BooleanSupplier condition) {
    within(20, what, condition);
  }

  static void within(int seconds, String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("not in " + seconds + " s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
    redis.close();
    redisServer.close();
  }
}
