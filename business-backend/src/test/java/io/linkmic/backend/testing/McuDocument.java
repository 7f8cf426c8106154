package io.linkmic.backend.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * mcu-api's own OpenAPI document, and whether calls and answers are what it says. The real mcu-api
 * is tested against the same document, so that what the peer answers cannot drift away from it. Any
 * thread.
 */
public final class McuDocument {
  private static final JsonNode DOCUMENT = read();

  private McuDocument() {}

  private static JsonNode read() {
    try {
      return JsonMapper.builder()
          .build()
          .readTree(Files.readString(Path.of("../docs/openapi/mcu-api.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the document tells of this path. */
  public static boolean knows(String path) {
    return DOCUMENT.path("paths").properties().stream()
        .anyMatch(known -> matches(known.getKey(), path));
  }

  /**
   * What is wrong with a call; empty when nothing is.
   *
   * @param path without the query
   * @param query null for none
   * @param body null for none
   */
  public static List<String> call(String method, String path, String query, JsonNode body) {
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode()) {
      return List.of(method + " " + path + " is in no document");
    }
    List<String> problems = new ArrayList<>();
    Set<String> parameters = new HashSet<>();
    operation.path("parameters").forEach(one -> parameters.add(one.path("name").asString()));
    Stream.of(query == null || query.isEmpty() ? new String[0] : query.split("&", -1))
        .map(pair -> pair.split("=", 2)[0])
        .filter(name -> !parameters.contains(name))
        .forEach(name -> problems.add(method + " " + path + " takes no " + name));
    if (body != null) {
      JsonNode schema = operation.at("/requestBody/content").path("application/json");
      problems.addAll(check(schema.path("schema"), body, method + " " + path + " body"));
    }
    return problems;
  }

  /** What is wrong with an answer; empty when nothing is. */
  public static List<String> answer(String method, String path, int status, JsonNode body) {
    JsonNode operation = operation(method, path);
    String place = method + " " + path + " " + status;
    if (status >= 400) {
      return check(DOCUMENT.at("/components/schemas/Problem"), body, place);
    }
    JsonNode answer = operation.path("responses").path(Integer.toString(status));
    if (answer.isMissingNode()) {
      return List.of(place + " is in no document");
    }
    JsonNode schema = answer.path("content").path("application/json").path("schema");
    if (schema.isMissingNode()) {
      return body == null ? List.of() : List.of(place + " has no body");
    }
    return body == null ? List.of(place + " lacks its body") : check(schema, body, place);
  }

  private static JsonNode operation(String method, String path) {
    return DOCUMENT.path("paths").properties().stream()
        .filter(known -> matches(known.getKey(), path))
        .findFirst()
        .map(known -> known.getValue())
        .orElse(DOCUMENT.path("no such path"))
        .path(method.toLowerCase(java.util.Locale.ROOT));
  }

  private static boolean matches(String template, String path) {
    String[] parts = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (parts.length != given.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].startsWith("{") && !parts[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  private static List<String> check(JsonNode schema, JsonNode value, String place) {
    List<String> problems = new ArrayList<>();
    check(schema, value, place, problems);
    return problems;
  }

  private static void check(JsonNode schema, JsonNode value, String place, List<String> problems) {
    if (schema.has("$ref")) {
      check(DOCUMENT.at(schema.path("$ref").asString().substring(1)), value, place, problems);
    } else if (schema.has("anyOf")) {
      List<List<String>> all =
          schema.path("anyOf").valueStream().map(one -> check(one, value, place)).toList();
      if (all.stream().noneMatch(List::isEmpty)) {
        problems.add(place + " is none of anyOf: " + all);
      }
    } else if (types(schema).noneMatch(type -> is(type, value))) {
      problems.add(place + " is " + value + ", not " + schema.path("type"));
    } else {
      if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
        problems.add(place + " is " + value + ", not one of " + schema.path("enum"));
      }
      if (value.isObject()) {
        properties(schema, value, place, problems);
      }
      for (int i = 0; value.isArray() && i < value.size(); i++) {
        check(schema.path("items"), value.path(i), place + "[" + i + "]", problems);
      }
    }
  }

  private static void properties(
      JsonNode schema, JsonNode value, String place, List<String> problems) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asString())) {
        problems.add(place + " lacks " + required.asString());
      }
    }
    for (var property : value.properties()) {
      JsonNode known = schema.path("properties").path(property.getKey());
      if (known.isMissingNode()) {
        problems.add(place + " has " + property.getKey() + ", of which the document knows nothing");
      } else {
        check(known, property.getValue(), place + "." + property.getKey(), problems);
      }
    }
  }

  private static Stream<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString)
        : Stream.of(type.asString(""));
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
