package io.linkmic.node.cluster;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.node.McuNodeApplication;
import io.linkmic.node.TestNode;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole node with real rooms that belongs to a fleet, on free ports of the loopback. */
final class FleetNode implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Socket> sockets = new ArrayList<>();
  private final ConfigurableApplicationContext context;

  FleetNode(String nodeId, URI redis, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--linkmic.node.id=" + nodeId,
                "--linkmic.redis-url=" + redis,
                "--server.port=0",
                "--linkmic.node.bind-address=127.0.0.1",
                "--linkmic.node.udp-port=0",
                "--linkmic.node.socket-io.port=0",
                "--linkmic.node.service-token=" + TestNode.SERVICE_TOKEN,
                "--linkmic.node.cluster.settling=0s",
                "--linkmic.node.cluster.full-at-cpu=0",
                "--linkmic.dev-keys-allowed=true",
                "--linkmic.api-keys.devkey=" + ApiKeys.DEVELOPMENT_SECRET));
    arguments.addAll(List.of(more));
    context = McuNodeApplication.application().run(arguments.toArray(String[]::new));
  }

  ClusteredRooms rooms() {
    return context.getBean(ClusteredRooms.class);
  }

  int httpPort() {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  /** Over a Socket.IO connection of its own; the whole acknowledgement. */
  JSONObject join(String signalingUrl, String participantId, String roomId, String... grants)
      throws Exception {
    Socket socket =
        IO.socket(
            URI.create(signalingUrl),
            IO.Options.builder().setForceNew(true).setReconnection(false).build());
    sockets.add(socket);
    CompletableFuture<JSONObject> answer = new CompletableFuture<>();
    JSONObject body = new JSONObject().put("token", TestNode.token(participantId, roomId, grants));
    socket.on(
        Socket.EVENT_CONNECT,
        connected ->
            socket.emit(
                "join", new Object[] {body}, (Ack) args -> answer.complete((JSONObject) args[0])));
    socket.connect();
    return answer.get(10, TimeUnit.SECONDS);
  }

  HttpResponse<String> whip(String roomId, String token) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/whip/rooms/" + roomId))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/sdp")
            .POST(BodyPublishers.ofString("v=0\r\n")));
  }

  HttpResponse<String> internal(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/internal/v1" + path))
            .header("Authorization", "Bearer " + TestNode.SERVICE_TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    sockets.forEach(Socket::disconnect);
    context.close();
  }
}
