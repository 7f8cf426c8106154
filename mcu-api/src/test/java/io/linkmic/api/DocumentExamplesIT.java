package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document's examples are sent as they stand, and what comes back is what it promises. */
class DocumentExamplesIT {
  /** In an order that works: made, looked at, changed, removed. */
  private static final List<String> ORDER =
      List.of(
          "createRoom",
          "createToken",
          "getRoom",
          "listRooms",
          "createEgress",
          "listEgress",
          "createLink",
          "listLinks",
          "getProgram",
          "listParticipants",
          "patchParticipant",
          "removeParticipant",
          "getLayout",
          "putLayout",
          "patchRoom",
          "listNodes",
          "drainNode",
          "createBlacklistEntry",
          "listBlacklist",
          "deleteBlacklistEntry",
          "createWebhook",
          "listWebhooks",
          "getWebhook",
          "rotateWebhookSecret",
          "testWebhook",
          "listDeadLetters",
          "resendDeadLetters",
          "enableWebhook",
          "deleteWebhook",
          "deleteEgress",
          "deleteLink",
          "deleteRoom");

  private static final String KEY = basic(ONE);
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private static RunningApi api;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            "--linkmic.webhook.allow-private-addresses=true",
            "--linkmic.layout.allow-private-addresses=true");
    document = api.get("/v3/api-docs", "").json();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /**
   * @param method in upper case
   */
  private record Operation(String method, String path, JsonNode said) {
    @Nullable JsonNode request() {
      JsonNode content = said.path("requestBody").path("content");
      return content.isEmpty() ? null : content.iterator().next();
    }

    /** Its status, and its content or nothing. */
    Map.@Nullable Entry<String, JsonNode> success() {
      for (var answer : said.path("responses").properties()) {
        if (answer.getKey().startsWith("2")) {
          return answer;
        }
      }
      return null;
    }
  }

  private static Map<String, Operation> operations() {
    Map<String, Operation> all = new HashMap<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        all.put(
            method.getValue().path("operationId").asString(),
            new Operation(
                method.getKey().toUpperCase(java.util.Locale.ROOT),
                path.getKey(),
                method.getValue()));
      }
    }
    return all;
  }

  @Test
  void every_example_of_a_request_works_and_every_answer_has_the_documented_shape()
      throws Exception {
    Map<String, Operation> operations = operations();
    Map<String, String> names =
        new HashMap<>(Map.of("roomId", "show-42", "participantId", "host", "nodeId", "node-1"));
    try (PeerNode node = new PeerNode(api.redis(), "node-1")) {
      for (String id : ORDER) {
        Operation operation = operations.get(id);
        assertThat(operation).as(id).isNotNull();
        JsonNode answer = perform(id, operation, names);
        switch (id) {
          case "createToken" -> node.run("show-42");
          case "listEgress" -> api.post("/v1/rooms", KEY, "{\"roomId\":\"show-43\"}");
          case "createLink" -> names.put("linkId", answer.path("linkId").asString());
          case "createEgress" -> names.put("egressId", answer.path("egressId").asString());
          case "patchRoom" -> names.put("egressId", "main");
          case "createWebhook" -> names.put("webhookId", answer.path("webhookId").asString());
          case "createBlacklistEntry" -> names.put("id", answer.path("id").asString());
          default -> {}
        }
      }
    }
  }

  private static JsonNode perform(String id, Operation operation, Map<String, String> names) {
    var success = operation.success();
    assertThat(success).as(id).isNotNull();
    JsonNode request = operation.request();
    String body = null;
    if (request != null) {
      JsonNode example = request.path("example");
      assertThat(SchemaCheck.problems(document, request.path("schema"), example)).as(id).isEmpty();
      // Names of the documentation have no addresses.
      body = example.toString().replaceAll("\\w+\\.example\\.com", "127.0.0.1");
    }
    String path = VARIABLE.matcher(operation.path()).replaceAll(name -> names.get(name.group(1)));
    var answer = api.call(operation.method(), path, KEY, body);
    assertThat(answer.status())
        .as(id + " " + answer.http().body())
        .isEqualTo(Integer.parseInt(success.getKey()));
    for (String header : success.getValue().path("headers").propertyNames()) {
      assertThat(answer.header(header)).as(id + " " + header).isNotBlank();
    }
    JsonNode content = success.getValue().path("content");
    if (content.isEmpty()) {
      assertThat(answer.http().body()).as(id).isEmpty();
      return content;
    }
    JsonNode media = content.iterator().next();
    assertThat(SchemaCheck.problems(document, media.path("schema"), media.path("example")))
        .as(id + ", its example")
        .isEmpty();
    assertThat(SchemaCheck.problems(document, media.path("schema"), answer.json()))
        .as(id + ", its answer")
        .isEmpty();
    return answer.json();
  }

  @Test
  void every_operation_that_may_succeed_is_tried() {
    Set<String> succeeding = new HashSet<>();
    operations()
        .forEach((id, operation) -> {
          if (operation.success() != null) {
            succeeding.add(id);
          }
        });
    assertThat(succeeding).containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void nothing_is_left_without_example_or_words() {
    Set<String> without = new HashSet<>();
    operations()
        .forEach((id, operation) -> {
          JsonNode request = operation.request();
          if (request != null && !request.has("example")) {
            without.add(id + " request");
          }
          var success = operation.success();
          if (success != null) {
            success
                .getValue()
                .path("content")
                .forEach(media -> {
                  if (!media.has("example")) {
                    without.add(id + " response");
                  }
                });
          }
          for (JsonNode parameter : operation.said().path("parameters")) {
            if (!parameter.has("description")) {
              without.add(id + " " + parameter.path("name").asString());
            }
          }
        });
    for (var schema : document.path("components").path("schemas").properties()) {
      if (!schema.getValue().has("description")) {
        without.add(schema.getKey());
      }
    }
    assertThat(without).as("add them to mcu-api's openapi/document.json").isEmpty();
  }

  @Test
  void a_hole_in_the_shape_is_noticed() {
    JsonNode room = document.path("components").path("schemas").path("RoomView");
    JsonNode example =
        operations().get("getRoom").said().at("/responses/200/content/application~1json/example");
    assertThat(SchemaCheck.problems(document, room, example)).isEmpty();
    var changed = (tools.jackson.databind.node.ObjectNode) example.deepCopy();
    changed.remove("name");
    changed.put("version", "3");
    changed.put("secret", 1);
    assertThat(SchemaCheck.problems(document, room, changed)).hasSize(3);
  }
}
