package io.linkmic.backend.testing;

import io.linkmic.backend.testing.RunningBackend.Answer;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a backend as the studio's server does, and as mcu-api does. */
public abstract class BackendClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  public abstract int port();

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** As the studio, by its API key. */
  public Answer call(String method, String path, Object body) throws Exception {
    return call(
        method,
        path,
        body,
        Map.of("Authorization", RunningBackend.basic(RunningBackend.KEY, RunningBackend.SECRET)));
  }

  public Answer call(String method, String path, Object body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      String text = body instanceof String string ? string : JSON.writeValueAsString(body);
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(text));
    }
    return send(request.build());
  }

  public static Answer send(HttpRequest request) throws IOException, InterruptedException {
    return new Answer(HTTP.send(request, BodyHandlers.ofString()));
  }

  /** Creates a broadcast; its id, room and the rest. */
  public JsonNode create() throws Exception {
    Answer answer = call("POST", "/api/v1/broadcasts", Map.of("title", "Show", "hostId", "alice"));
    if (answer.status() != 201) {
      throw new AssertionError("not created: " + answer.http().body());
    }
    return answer.json();
  }

  public JsonNode broadcast(String id) throws Exception {
    return call("GET", "/api/v1/broadcasts/" + id, null).json();
  }

  public String state(String id) throws Exception {
    return broadcast(id).path("state").asString();
  }

  /** An event as mcu-api sends it. */
  public Answer event(
      String id, String type, String roomId, long sequence, Map<String, Object> data)
      throws Exception {
    return event(
        id, Instant.now(), RunningBackend.HOOK_SECRET, body(id, type, roomId, sequence, data));
  }

  public static String body(
      String id, String type, String roomId, long sequence, Map<String, Object> data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("id", id);
    event.put("type", type);
    event.put("timestamp", Instant.now().toString());
    if (roomId != null) {
      event.put("roomId", roomId);
    }
    event.put("nodeId", "node-1");
    event.put("epoch", 7);
    event.put("sequence", sequence);
    event.put("data", data);
    return JSON.writeValueAsString(event);
  }

  public Answer event(String id, Instant signedAt, WebhookSecret secret, String body)
      throws Exception {
    String signature =
        WebhookSignature.sign(List.of(secret), id, signedAt, body.getBytes(StandardCharsets.UTF_8));
    return call(
        "POST",
        "/hooks/linkmic",
        body,
        Map.of(
            WebhookSignature.ID_HEADER, id,
            WebhookSignature.TIMESTAMP_HEADER, Long.toString(signedAt.getEpochSecond()),
            WebhookSignature.SIGNATURE_HEADER, signature));
  }

  @Override
  public abstract void close();
}
