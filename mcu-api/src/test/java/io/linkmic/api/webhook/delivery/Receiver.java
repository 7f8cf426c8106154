package io.linkmic.api.webhook.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.linkmic.contract.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real HTTP server that remembers everything it was sent, in the order in which it came. */
public final class Receiver implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** One request. */
  public record Hit(
      String id,
      String timestamp,
      String signature,
      boolean resent,
      String body,
      JsonNode json,
      int status,
      Instant at) {
    public String room() {
      return json.path("roomId").asString("");
    }

    public long sequence() {
      return json.path("sequence").asLong();
    }

    public String type() {
      return json.path("type").asString("");
    }

    public byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }

    public boolean taken() {
      return status / 100 == 2;
    }
  }

  /** What to answer; called before the answer leaves, so it may also do harm. */
  public interface Behaviour {
    int answer(HttpExchange exchange, JsonNode body, int count) throws IOException;
  }

  private final HttpServer server;
  private final List<Hit> hits = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();
  private volatile Behaviour behaviour = (exchange, body, number) -> 204;

  private Receiver(HttpServer server) {
    this.server = server;
  }

  public static Receiver start() throws IOException {
    return start(0);
  }

  /** On this port, as one that was closed and is back. */
  public static Receiver start(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    Receiver receiver = new Receiver(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", receiver::handle);
    server.start();
    return receiver;
  }

  private void handle(HttpExchange exchange) throws IOException {
    int now = inside.incrementAndGet();
    mostInside.accumulateAndGet(now, Math::max);
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode json = JSON.readTree(body);
      int status = behaviour.answer(exchange, json, count.incrementAndGet());
      record(exchange, body, json, status);
      if (status > 0) {
        exchange.sendResponseHeaders(status, -1);
      }
    } finally {
      inside.decrementAndGet();
    }
  }

  private void record(HttpExchange exchange, String body, JsonNode json, int status) {
    var headers = exchange.getRequestHeaders();
    synchronized (hits) {
      hits.add(
          new Hit(
              headers.getFirst(WebhookSignature.ID_HEADER),
              headers.getFirst(WebhookSignature.TIMESTAMP_HEADER),
              headers.getFirst(WebhookSignature.SIGNATURE_HEADER),
              headers.containsKey("linkmic-resent"),
              body,
              json,
              status,
              Instant.now()));
    }
  }

  public void behave(Behaviour next) {
    behaviour = next;
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  int mostInside() {
    return mostInside.get();
  }

  public List<Hit> hits() {
    synchronized (hits) {
      return List.copyOf(hits);
    }
  }

  public List<Hit> taken() {
    return hits().stream().filter(Hit::taken).toList();
  }

  public Set<String> takenIds() {
    Set<String> ids = new HashSet<>();
    taken().forEach(hit -> ids.add(hit.id()));
    return ids;
  }

  /** For each room its events as they were taken for the first time. */
  public Map<String, List<Long>> firstTaken() {
    Set<String> seen = new HashSet<>();
    Map<String, List<Long>> rooms = new HashMap<>();
    for (Hit hit : taken()) {
      if (seen.add(hit.id())) {
        rooms.computeIfAbsent(hit.room(), room -> new ArrayList<>()).add(hit.sequence());
      }
    }
    return rooms;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
