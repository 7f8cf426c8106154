package io.linkmic.standalone.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a server with an API key calls it; the pages and the sample hosts do. */
public final class ApiClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String url;
  private final String authorization;

  /**
   * @param url {@code http://127.0.0.1:8081}
   */
  public ApiClient(String url, String key, String secret) {
    this.url = url;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  /** A call that the API refused, or that did not reach it. */
  public static final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /** Creates the room unless it is there; one that is there keeps its settings. */
  public void ensureRoom(String roomId, String name) throws IOException, InterruptedException {
    HttpResponse<byte[]> there = send(to("/v1/rooms/" + roomId + "/program"));
    if (there.statusCode() == 404) {
      post("/v1/rooms", Map.of("roomId", roomId, "name", name));
    } else {
      checked(there);
    }
  }

  /** A token for a host of this room, good for a day. */
  public String token(String roomId, String participantId, String name)
      throws IOException, InterruptedException {
    byte[] answer =
        post(
            "/v1/tokens",
            Map.of(
                "roomId", roomId,
                "participantId", participantId,
                "name", name,
                "grants", List.of("publish", "subscribe"),
                "ttl", "PT24H"));
    return json.readTree(answer).path("token").asString("");
  }

  /** A room, and what its audience sees: {@code passthrough}, {@code hold}, {@code idle}, … */
  public record RoomOnAir(String roomId, String name, String mode) {}

  /**
   * The rooms there are.
   *
   * @param most how many at most; each costs a call
   */
  public List<RoomOnAir> rooms(int most) throws IOException, InterruptedException {
    JsonNode all = json.readTree(checked(send(to("/v1/rooms")))).path("rooms");
    List<RoomOnAir> rooms = new ArrayList<>();
    for (JsonNode room : all) {
      if (rooms.size() == most) {
        break;
      }
      String roomId = room.path("roomId").asString("");
      rooms.add(new RoomOnAir(roomId, room.path("name").asString(""), mode(roomId)));
    }
    return List.copyOf(rooms);
  }

  private String mode(String roomId) throws IOException, InterruptedException {
    HttpResponse<byte[]> program = send(to("/v1/rooms/" + roomId + "/program"));
    // It may be gone since it was listed.
    return program.statusCode() == 200
        ? json.readTree(program.body()).path("mode").asString("idle")
        : "idle";
  }

  private byte[] post(String path, Object body) throws IOException, InterruptedException {
    return checked(
        send(
            to(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private byte[] checked(HttpResponse<byte[]> answer) throws ApiException {
    if (answer.statusCode() < 400) {
      return answer.body();
    }
    String detail = "The API said " + answer.statusCode() + ".";
    try {
      detail = json.readTree(answer.body()).path("detail").asString(detail);
    } catch (JacksonException e) {
      throw new ApiException(answer.statusCode(), detail);
    }
    throw new ApiException(answer.statusCode(), detail);
  }
}
