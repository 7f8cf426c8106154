package io.linkmic.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether a value is what the document's schema says, as far as our schemas go: types, null,
 * required and no other properties, enums, items, {@code anyOf}, references.
 */
final class SchemaCheck {
  private final JsonNode document;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(JsonNode document) {
    this.document = document;
  }

  /** What is wrong, each with its place; empty when nothing is. */
  static List<String> problems(JsonNode document, JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(document);
    check.check(schema, value, "$");
    return check.problems;
  }

  private void check(JsonNode schema, JsonNode value, String place) {
    if (schema.has("$ref")) {
      check(document.at(schema.path("$ref").asString().substring(1)), value, place);
      return;
    }
    if (schema.has("anyOf")) {
      List<String> all = new ArrayList<>();
      for (JsonNode option : schema.path("anyOf")) {
        List<String> wrong = problems(document, option, value);
        if (wrong.isEmpty()) {
          return;
        }
        all.addAll(wrong);
      }
      problems.add(place + " is none of anyOf: " + all);
      return;
    }
    Set<String> types = new HashSet<>();
    if (schema.path("type").isArray()) {
      schema.path("type").forEach(type -> types.add(type.asString()));
    } else {
      types.add(schema.path("type").asString(""));
    }
    if (types.stream().noneMatch(type -> is(type, value))) {
      problems.add(place + " is " + value + ", not " + types);
      return;
    }
    if (schema.has("enum") && !schema.path("enum").valueStream().anyMatch(value::equals)) {
      problems.add(place + " is " + value + ", not one of " + schema.path("enum"));
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.path(i), place + "[" + i + "]");
      }
    } else if (value.isObject()) {
      properties(schema, value, place);
    }
  }

  private void properties(JsonNode schema, JsonNode value, String place) {
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
        check(known, property.getValue(), place + "." + property.getKey());
      }
    }
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
