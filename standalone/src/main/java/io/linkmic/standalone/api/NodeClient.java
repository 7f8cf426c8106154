package io.linkmic.standalone.api;

import io.linkmic.contract.room.RoomSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the node's internal HTTP. What the node refuses is passed on as the node says it. */
@Component
class NodeClient {
  /** A room answers from its mailbox within milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final URI rooms;
  private final String authorization;
  private final JsonMapper json;

  NodeClient(ApiProperties properties, JsonMapper json) {
    this.rooms = properties.nodeUrl().resolve("/internal/v1/rooms");
    this.authorization = "Bearer " + properties.serviceToken();
    this.json = json;
  }

  /** Creates the room or changes it; answers its description. */
  byte[] put(String roomId, RoomSettings settings) {
    return call(
        to("/" + roomId)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(json.writeValueAsBytes(settings))));
  }

  byte[] program(String roomId) {
    return call(to("/" + roomId + "/program"));
  }

  JsonNode list() {
    return json.readTree(call(to("")));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(rooms + path))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private byte[] call(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
    if (answer.statusCode() >= 400) {
      throw new Refusal(problem(answer), answer.headers().firstValue("Retry-After").orElse(null));
    }
    return answer.body();
  }

  private ProblemDetail problem(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      // Ours, not the caller's: the two services do not share a token.
      return Problem.of(500, "internal-error", "The node does not know this service.");
    }
    String code = Problem.codeOf(status);
    String detail = "The node refused.";
    try {
      JsonNode said = json.readTree(answer.body());
      code = said.path("code").asString(code);
      detail = said.path("detail").asString(detail);
    } catch (JacksonException e) {
      detail = "The node refused without saying why.";
    }
    return Problem.of(status, code, detail);
  }

  private static Refusal unavailable() {
    return new Refusal(Problem.of(503, "node-unavailable", "The media node does not answer."), "1");
  }
}
