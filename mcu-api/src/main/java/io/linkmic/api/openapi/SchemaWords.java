package io.linkmic.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.tags.Tag;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Lays descriptions and bounds over the schemas that came from Java types. */
@Component
class SchemaWords implements OpenApiCustomizer {
  private final Words words;

  SchemaWords(Words words) {
    this.words = words;
  }

  @Override
  public void customise(OpenAPI document) {
    document.setTags(
        words.tags().entrySet().stream()
            .map(tag -> new Tag().name(tag.getKey()).description(tag.getValue()))
            .toList());
    words
        .schemas()
        .forEach((name, properties) -> {
          Schema<?> schema = document.getComponents().getSchemas().get(name);
          if (schema == null) {
            throw new IllegalStateException("document.json speaks of no schema: " + name);
          }
          properties.forEach((property, keywords) -> say(schema, name, property, keywords));
        });
  }

  private static void say(
      Schema<?> schema, String name, String property, Map<String, Object> keywords) {
    Schema<?> said = property.isEmpty() ? schema : property(schema, property);
    if (said == null) {
      throw new IllegalStateException("document.json: " + name + " has no " + property);
    }
    keywords.forEach((keyword, value) -> {
      if (keyword.equals("required")) {
        require(schema, property, said);
      } else {
        say(said, keyword, value);
      }
    });
  }

  private static @Nullable Schema<?> property(Schema<?> schema, String property) {
    return schema.getProperties() == null ? null : schema.getProperties().get(property);
  }

  @SuppressWarnings("unchecked")
  private static void say(Schema<?> said, String keyword, Object value) {
    switch (keyword) {
      case "description" -> said.setDescription(value.toString());
      case "minimum" -> said.setMinimum(new BigDecimal(value.toString()));
      case "maximum" -> said.setMaximum(new BigDecimal(value.toString()));
      case "maxLength" -> said.setMaxLength(Integer.valueOf(value.toString()));
      case "maxItems" -> said.setMaxItems(Integer.valueOf(value.toString()));
      case "pattern" -> said.setPattern(value.toString());
      case "enum" -> ((Schema<Object>) said).setEnum(new ArrayList<>((List<?>) value));
      case "orWords" -> orWords(said, (List<?>) value);
      case "items" -> ((Map<String, Object>) value).forEach((k, v) -> say(said.getItems(), k, v));
      default -> throw new IllegalStateException("document.json: unknown keyword " + keyword);
    }
  }

  /** One of some words in place of the object. */
  private static void orWords(Schema<?> said, List<?> words) {
    Schema<Object> word = new JsonSchema();
    word.addType("string");
    word.setEnum(new ArrayList<>(words));
    List<Schema> either = new ArrayList<>(List.of(word));
    either.addAll(said.getAnyOf());
    said.setAnyOf(either);
  }

  /** Left out it is refused, though its record takes null to say so itself. */
  private static void require(Schema<?> schema, String property, Schema<?> said) {
    TreeSet<String> required =
        new TreeSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
    required.add(property);
    schema.setRequired(new ArrayList<>(required));
    if (said.getTypes() != null) {
      said.getTypes().remove("null");
    }
  }
}
