package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.TWO;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The document is what the service does: its text, its errors, and who is refused. */
class OpenApiIT {
  private static final Path COMMITTED = Path.of("../docs/openapi/mcu-api.json");
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String MINE = "mine";

  private static RunningApi api;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    api = RunningApi.start("--linkmic.webhook.allow-private-addresses=true");
    document = api.get("/v3/api-docs", "").json();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /**
   * @param examples status → codes documented for it
   */
  private record Operation(
      String method, String path, String right, Map<String, Set<String>> examples) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    all.add(
                        new Operation(
                            method.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            method.getValue().path("x-linkmic-right").asString(""),
                            examples(method.getValue().path("responses"))))));
    return all;
  }

  private static Map<String, Set<String>> examples(JsonNode responses) {
    Map<String, Set<String>> found = new java.util.TreeMap<>();
    responses
        .properties()
        .forEach(response -> {
          Set<String> codes = new HashSet<>();
          response
              .getValue()
              .path("content")
              .path("application/problem+json")
              .path("examples")
              .properties()
              .forEach(example -> codes.add(example.getKey()));
          found.put(response.getKey(), codes);
        });
    return found;
  }

  @Test
  void the_committed_document_is_the_service_s() throws IOException {
    String actual = PRETTY.writeValueAsString(document) + "\n";
    Path written = Path.of("target", "mcu-api.json");
    Files.createDirectories(written.toAbsolutePath().getParent());
    Files.writeString(written, actual);
    assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
        .as("after a change of the API copy mcu-api/target/mcu-api.json to docs/openapi/")
        .isEqualTo(actual);
  }

  @Test
  void the_document_is_whole() {
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(operations()).hasSizeGreaterThan(20);
    Set<String> ids = new HashSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method -> {
                  JsonNode operation = method.getValue();
                  assertThat(ids.add(operation.path("operationId").asString()))
                      .as(path.getKey())
                      .isTrue();
                  parametersAreDeclared(path.getKey(), operation);
                }));
    for (JsonNode reference : document.findValues("$ref")) {
      String pointer = reference.asString().substring(1);
      assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
  }

  private static void parametersAreDeclared(String path, JsonNode operation) {
    Set<String> declared = new HashSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asString().equals("path")) {
        declared.add(parameter.path("name").asString());
      }
    }
    Set<String> named = new HashSet<>();
    java.util.regex.Pattern.compile("\\{(\\w+)}")
        .matcher(path)
        .results()
        .forEach(result -> named.add(result.group(1)));
    assertThat(declared).as(path).isEqualTo(named);
  }

  @Test
  void every_error_is_documented_with_an_example() {
    for (Operation operation : operations()) {
      assertThat(operation.right()).as(operation.toString()).isNotEmpty().isNotEqualTo("none");
      assertThat(operation.examples()).containsKeys("401", "403", "429", "500", "503");
      operation
          .examples()
          .forEach((status, codes) -> {
            if (status.compareTo("400") >= 0) {
              assertThat(codes).as(operation + " " + status).isNotEmpty();
            }
          });
    }
  }

  @Test
  void swagger_ui_shows_it() {
    var redirect = api.get("/swagger-ui.html", "");
    assertThat(redirect.status()).isEqualTo(302);
    var page = api.get("/swagger-ui/index.html", "");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.http().body()).contains("swagger-ui");
  }

  @TestFactory
  Stream<DynamicNode> nobody_does_what_is_not_theirs() {
    return operations().stream()
        .map(operation -> dynamicContainer(operation.toString(), cases(operation)));
  }

  private static Stream<DynamicTest> cases(Operation operation) {
    Instant past = Instant.now().minusSeconds(600);
    List<DynamicTest> all = new ArrayList<>();
    all.add(refused("no credentials", operation, "", 401, "unauthorized"));
    all.add(
        refused("unknown key", operation, basic("nobody", "x".repeat(40)), 401, "unauthorized"));
    all.add(refused("wrong secret", operation, basic(ONE, "x".repeat(40)), 401, "unauthorized"));
    all.add(refused("bad signature", operation, forged(), 401, "token-bad-signature"));
    all.add(refused("no JWT", operation, "Bearer nonsense", 401, "token-malformed"));
    all.add(refused("expired", operation, bearer(ONE, MINE, past, "admin"), 401, "token-expired"));
    all.add(
        refused(
            "token of another room",
            operation,
            bearer(ONE, "another", "admin", "publish"),
            403,
            "not-granted"));
    if (!operation.right().equals("room:see")) {
      all.add(
          refused(
              "token without the grant",
              operation,
              bearer(ONE, MINE, "publish", "subscribe"),
              403,
              "not-granted"));
    }
    switch (operation.right()) {
      case "room:see", "room:admin" -> {
        all.add(refused("another tenant", operation, basic(TWO), 404, "room-not-found"));
        all.add(
            refused(
                "another tenant's token",
                operation,
                bearer(TWO, MINE, "admin"),
                404,
                "room-not-found"));
      }
      case "operator" -> all.add(refused("no operator", operation, basic(TWO), 403, "not-granted"));
      case "room:admin-in-body" ->
          all.add(
              operation.path().equals("/v1/rooms")
                  ? refused("another tenant", operation, basic(TWO), 409, "room-exists")
                  : refused("another tenant", operation, basic(TWO), 404, "room-not-found"));
      default -> assertThat(operation.right()).isEqualTo("server");
    }
    if (operation.path().contains("{webhookId}")) {
      all.add(refused("another tenant", operation, basic(TWO), 404, "webhook-not-found"));
    }
    all.add(
        dynamicTest(
            "its owner is let in",
            () -> {
              assertThat(call(operation, basic(ONE)).status()).isNotIn(401, 403, 405, 500);
              if (operation.path().contains("{webhookId}")) {
                assertThat(call(operation, basic(ONE)).status()).isBetween(200, 299);
              }
            }));
    return all.stream();
  }

  private static DynamicTest refused(
      String name, Operation operation, String who, int status, String code) {
    return dynamicTest(
        name,
        () -> {
          var answer = call(operation, who);
          assertThat(answer.status()).as(answer.http().body()).isEqualTo(status);
          assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
          JsonNode problem = answer.json();
          assertThat(problem.path("status").asInt()).isEqualTo(status);
          assertThat(problem.path("code").asString()).isEqualTo(code);
          assertThat(problem.path("title").asString()).isNotBlank();
          assertThat(problem.path("detail").asString()).isNotBlank();
          assertThat(operation.examples().get(Integer.toString(status)))
              .as("documented for " + status)
              .contains(code);
          if (status == 401) {
            assertThat(answer.http().headers().allValues("WWW-Authenticate")).hasSize(2);
          }
        });
  }

  private static RunningApi.Answer call(Operation operation, String who) {
    // There, also after the owner was let in to delete it.
    api.post("/v1/rooms", basic(ONE), "{\"roomId\":\"" + MINE + "\"}");
    String path = operation.path().replace("{roomId}", MINE);
    if (path.contains("{webhookId}")) {
      path = path.replace("{webhookId}", webhookOfMine());
    }
    path = path.replaceAll("\\{\\w+}", "nothing");
    String body =
        switch (operation.method()) {
          case "GET", "DELETE" -> null;
          default ->
              operation.right().equals("room:admin-in-body")
                  ? "{\"roomId\":\"" + MINE + "\"}"
                  : "{}";
        };
    return api.call(operation.method(), path, who, body);
  }

  /** There, also after its owner deleted the one before. */
  private static String webhookOfMine() {
    JsonNode there = api.get("/v1/webhooks", basic(ONE)).json().path("items");
    JsonNode webhook =
        there.isEmpty()
            ? api.post("/v1/webhooks", basic(ONE), "{\"url\":\"http://127.0.0.1:1/hook\"}").json()
            : there.get(0);
    return webhook.path("webhookId").asString();
  }

  /** Signed with another secret than the key's. */
  private static String forged() {
    return "Bearer "
        + new TokenMinter(ApiKeys.of(Map.of(ONE, "y".repeat(40)), false))
            .mint(
                new ParticipantClaims(
                    ONE, "p", "P", MINE, Set.of("admin"), Instant.now().plusSeconds(600), null));
  }
}
