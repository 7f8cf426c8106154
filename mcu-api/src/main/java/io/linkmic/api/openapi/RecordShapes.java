package io.linkmic.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.linkmic.contract.layout.Fit;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.room.SeiMode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Our records as JSON Schema: what is not {@code @Nullable} is always there, what is may be null;
 * durations, modes and other words as our JSON writes them.
 */
@Component
class RecordShapes implements ModelConverter {
  private static final String OURS = "io.linkmic.";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    JavaType java = TypeFactory.defaultInstance().constructType(type.getType());
    Class<?> raw = java == null ? Object.class : java.getRawClass();
    if (raw == Duration.class) {
      return new JsonSchema().typesItem("string").format("duration").example("PT30S");
    }
    if (raw == ProgramMode.class) {
      return words(ProgramMode.values(), mode -> mode.name().toLowerCase(Locale.ROOT));
    }
    if (raw == Template.class) {
      return words(Template.values(), Template::toString);
    }
    if (raw == SeiMode.class) {
      return words(SeiMode.values(), SeiMode::toString);
    }
    if (raw == Fit.class) {
      return words(Fit.values(), Fit::toString);
    }
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    if (schema != null && raw.isRecord() && raw.getName().startsWith(OURS)) {
      shape(defined(schema, context), raw);
    }
    return schema;
  }

  private static <T> Schema<?> words(T[] values, Function<T, String> word) {
    return new JsonSchema()
        .typesItem("string")
        ._enum(Arrays.stream(values).<Object>map(word).toList());
  }

  private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
    String ref = schema.get$ref();
    if (ref == null) {
      return schema;
    }
    Schema<?> known = context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
    return known == null ? schema : known;
  }

  private static void shape(Schema<?> schema, Class<?> raw) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties == null) {
      return;
    }
    Set<String> required = new TreeSet<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      Schema<?> property = properties.get(component.getName());
      if (property == null) {
        continue;
      }
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      } else if (component.getAccessor().getAnnotation(JsonInclude.class) == null) {
        properties.put(component.getName(), orNull(property));
      }
    }
    schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
  }

  private static Schema<?> orNull(Schema<?> property) {
    if (property.get$ref() != null) {
      return new JsonSchema().anyOf(List.of(property, new JsonSchema().typesItem("null")));
    }
    if (property.getTypes() != null && !property.getTypes().contains("null")) {
      property.addType("null");
    }
    return property;
  }
}
