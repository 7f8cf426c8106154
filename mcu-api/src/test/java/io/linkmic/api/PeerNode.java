package io.linkmic.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.linkmic.cluster.lease.Claim;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node of the fleet that speaks the internal contract, beats, and may hang or fall silent. */
final class PeerNode implements AutoCloseable {
  private final NodeRegistry registry;
  private final RoomLeases leases;
  private final String nodeId;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private final AtomicInteger lostBeats = new AtomicInteger();
  private volatile boolean hanging;
  private volatile int internalPort;
  private volatile boolean draining;

  /** What programs say of links; empty like a node's that does not know them. */
  volatile String links = "";

  /** Every request: {@code PUT /internal/v1/rooms/r epoch body}. */
  final List<String> heard = new CopyOnWriteArrayList<>();

  PeerNode(ClusterRedis redis, String nodeId) throws IOException {
    this.registry = new NodeRegistry(redis);
    this.leases = new RoomLeases(redis, Duration.ZERO);
    this.nodeId = nodeId;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/internal/v1/", this::answer);
    server.start();
    internalPort = server.getAddress().getPort();
    beat();
    var _ = beats.scheduleAtFixedRate(this::beatAgain, 1, 1, TimeUnit.SECONDS);
  }

  private void beatAgain() {
    try {
      beat();
    } catch (RedisUnavailable beatThatGotLost) {
      // As nodes do: it does not end the beats that follow.
      lostBeats.incrementAndGet();
    }
  }

  /** Says now that it lives, also on a machine that is too busy for its beats. */
  void beat() {
    registry.beat(
        new NodeRecord(
            nodeId,
            "i1",
            "cn-north",
            "",
            null,
            null,
            "http://127.0.0.1:8084",
            "http://127.0.0.1:8083/whip/rooms",
            new NodeRecord.Probe("127.0.0.1", 10_000),
            "http://127.0.0.1:" + internalPort,
            "0.1.0",
            Instant.EPOCH,
            draining,
            new NodeLoad(0.25, 0.1, 1_000_000, 0, 0, held.size(), 500, 1, 0, 1)));
  }

  /** Claims the room, as the first join does. */
  long run(String roomId) {
    Claim claim = leases.claim(roomId, nodeId, "i1");
    if (!(claim instanceof Claim.Granted granted)) {
      throw new IllegalStateException("not granted: " + claim);
    }
    held.put(roomId, granted.lease());
    return granted.lease().epoch();
  }

  /** Answers nothing from now on, though it beats. */
  void hang() {
    hanging = true;
  }

  /** Killed: no more beats, connections are refused; Redis does not know yet. */
  void die() {
    beats.shutdownNow();
    server.stop(0);
  }

  /** Beats, but its internal HTTP goes to a socket that the kernel accepts for and nobody reads. */
  void listenTo(ServerSocket nobody) {
    internalPort = nobody.getLocalPort();
    beat();
  }

  /** No more beats; its HTTP answers nothing either. */
  void fallSilent() {
    beats.shutdownNow();
    hanging = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String epoch =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("LinkMic-Epoch"), "-");
      String path = exchange.getRequestURI().getRawPath();
      heard.add(exchange.getRequestMethod() + " " + path + " " + epoch + " " + body);
      if (hanging) {
        end.await();
        return;
      }
      if (!("Bearer " + RunningApi.SERVICE_TOKEN)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        say(exchange, 401, "{\"code\":\"unauthorized\"}");
        return;
      }
      serve(exchange, path.substring("/internal/v1".length()), epoch, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange, String path, String epoch, String body)
      throws IOException {
    if (path.equals("/drain")) {
      draining = body.contains("true");
      beat();
      say(exchange, 200, "{\"draining\":" + draining + ",\"rooms\":" + held.size() + "}");
      return;
    }
    String roomId = path.split("/", -1)[2];
    Lease lease = held.get(roomId);
    if (lease == null) {
      say(exchange, 404, "{\"code\":\"room-not-found\",\"detail\":\"No.\"}");
    } else if (!epoch.equals("-") && Long.parseLong(epoch) != lease.epoch()) {
      say(exchange, 409, "{\"code\":\"stale-epoch\",\"detail\":\"Another epoch.\"}");
    } else {
      room(exchange, roomId, path.substring(("/rooms/" + roomId).length()));
    }
  }

  private void room(HttpExchange exchange, String roomId, String rest) throws IOException {
    String host =
        "{\"participantId\":\"host\",\"name\":\"H\",\"publishing\":true,\"audioMuted\":%s,"
            + "\"videoMuted\":false,\"role\":\"host\",\"gain\":1.0}";
    String method = exchange.getRequestMethod();
    if (rest.isEmpty() && method.equals("DELETE")) {
      held.remove(roomId);
      say(exchange, 204, "");
    } else if (rest.isEmpty()) {
      say(exchange, 200, "{}");
    } else if (rest.equals("/links")) {
      say(exchange, 204, "");
    } else if (rest.equals("/program")) {
      say(
          exchange,
          200,
          ("{\"roomId\":\"%s\",\"mode\":\"passthrough\",\"reason\":\"One host.\",\"participantId\":"
                  + "\"host\",\"timeline\":null,\"video\":null,\"audio\":null,\"newer\":1,\"egress\":"
                  + "[{\"egressId\":\"eg-a\",\"url\":\"rtmp://x/live/…\",\"state\":\"live\","
                  + "\"bytesSent\":77,\"queueMs\":1,\"queueBytes\":2,\"droppedFrames\":3,"
                  + "\"reconnects\":4,\"lastError\":null}]%s}")
              .formatted(roomId, links.isEmpty() ? "" : ",\"links\":" + links));
    } else if (rest.equals("/participants")) {
      say(exchange, 200, "[" + host.formatted(false) + "]");
    } else if (rest.equals("/participants/host")) {
      say(exchange, method.equals("DELETE") ? 204 : 200, host.formatted(true));
    } else {
      say(exchange, 404, "{\"code\":\"participant-not-found\",\"detail\":\"Nobody.\"}");
    }
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    beats.shutdownNow();
    end.countDown();
    server.stop(0);
    registry.withdraw(nodeId, "i1");
    threads.shutdownNow();
  }
}
