package io.linkmic.backend.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * mcu-api's end of the wire: rooms, tokens, programs and subscriptions by the contract, on a real
 * socket. Every call and every answer is checked against mcu-api's document; whoever closes the
 * peer learns what was not as it says. The true one is met in standalone's tests.
 */
public final class McuApiPeer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, JsonNode> rooms = new ConcurrentHashMap<>();
  private final Map<String, String> programs = new ConcurrentHashMap<>();
  private final List<JsonNode> tokens = Collections.synchronizedList(new ArrayList<>());
  private final WebhookPart webhooks = new WebhookPart();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int failWith;
  private volatile String failFor = "";
  private volatile boolean silent;
  private volatile Part part = (call, body) -> Optional.empty();

  /** Answers more of the contract than this peer does by itself. */
  @FunctionalInterface
  public interface Part {
    /**
     * @param call {@code GET /v1/nodes}
     * @param body null for none
     * @return empty for what the peer is to answer itself
     */
    Optional<Reply> answer(String call, JsonNode body);
  }

  public record Reply(int status, String json) {}

  public McuApiPeer() throws IOException {
    this(0);
  }

  public McuApiPeer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public Map<String, JsonNode> rooms() {
    return rooms;
  }

  public List<JsonNode> tokens() {
    return List.copyOf(tokens);
  }

  public WebhookPart webhooks() {
    return webhooks;
  }

  /** {@code POST /v1/rooms} and so on, as they came. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** What {@code GET …/program} answers from now on. */
  public void program(String roomId, String json) {
    programs.put(roomId, json);
  }

  public void mode(String roomId, String mode) {
    program(roomId, Shapes.program(roomId, mode, List.of()));
  }

  /** Calls whose method and path begin so are refused with this status; 0 for none. */
  public void fail(String methodAndPath, int status) {
    failFor = methodAndPath;
    failWith = status;
  }

  public void with(Part more) {
    part = more;
  }

  /** What was not as mcu-api's document says, so far. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Takes requests and says nothing. */
  public void silent(boolean is) {
    silent = is;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String call = exchange.getRequestMethod() + " " + path;
      calls.add(call);
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      JsonNode body = bytes.length == 0 ? null : Shapes.JSON.readTree(bytes);
      if (McuDocument.knows(path) || !path.startsWith("/v1/webhooks")) {
        wrong.addAll(
            McuDocument.call(
                exchange.getRequestMethod(), path, exchange.getRequestURI().getQuery(), body));
      }
      if (silent) {
        closing.await();
        return;
      }
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization == null || !authorization.startsWith("Basic ")) {
        send(exchange, problem(401, "unauthorized"));
      } else if (failWith != 0 && call.startsWith(failFor)) {
        send(exchange, problem(failWith, failWith == 409 ? "room-exists" : "told-to-fail"));
      } else {
        send(exchange, part.answer(call, body).orElseGet(() -> answer(call, path, body)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply answer(String call, String path, JsonNode body) {
    String room = path.startsWith("/v1/rooms/") ? path.split("/", 5)[3] : "";
    if (call.equals("POST /v1/rooms")) {
      String id = body.path("roomId").asString();
      return rooms.putIfAbsent(id, body) == null
          ? json(201, Shapes.room(id, body, null))
          : problem(409, "room-exists");
    } else if (call.equals("GET /v1/rooms")) {
      return json(
          200,
          Map.of(
              "items",
              rooms.entrySet().stream()
                  .map(one -> Shapes.room(one.getKey(), one.getValue(), null))
                  .toList()));
    } else if (call.equals("POST /v1/tokens")) {
      tokens.add(body);
      String token = "token-of-" + body.path("participantId").asString();
      return json(201, Map.of("token", token, "expiresAt", Instant.now().plusSeconds(3600)));
    } else if (path.startsWith("/v1/webhooks")) {
      return webhooks.answer(call, body);
    } else if (!room.isEmpty() && !rooms.containsKey(room)) {
      return problem(404, "room-not-found");
    } else if (call.startsWith("DELETE /v1/rooms/") && path.split("/", 5).length == 4) {
      rooms.remove(room);
      return new Reply(204, "");
    } else if (path.endsWith("/program")) {
      return new Reply(200, programs.getOrDefault(room, Shapes.program(room, "idle", List.of())));
    }
    return problem(404, "not-found");
  }

  static Reply json(int status, Object body) {
    return new Reply(status, Shapes.JSON.writeValueAsString(body));
  }

  public static Reply problem(int status, String code) {
    return json(
        status,
        Map.of("status", status, "title", "Refused", "code", code, "detail", "The peer refuses."));
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] bytes = reply.json().getBytes(StandardCharsets.UTF_8);
    if (McuDocument.knows(path)) {
      JsonNode body = bytes.length == 0 ? null : Shapes.JSON.readTree(bytes);
      wrong.addAll(McuDocument.answer(exchange.getRequestMethod(), path, reply.status(), body));
    }
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type", reply.status() < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    if (!wrong.isEmpty()) {
      throw new AssertionError("not as docs/openapi/mcu-api.json says: " + wrong);
    }
  }
}
