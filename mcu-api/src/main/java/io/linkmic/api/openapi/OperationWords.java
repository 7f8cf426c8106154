package io.linkmic.api.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Examples of bodies, headers of successes, sentences for parameters. */
@Component
class OperationWords implements OperationCustomizer {
  private final Words words;

  OperationWords(Words words) {
    this.words = words;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    for (Parameter parameter :
        Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
      String said = words.parameters().get(parameter.getName());
      if (said != null) {
        parameter.setDescription(said);
      }
    }
    Words.Said said = words.operations().get(operation.getOperationId());
    if (said == null) {
      return operation;
    }
    if (operation.getRequestBody() != null) {
      exemplify(operation.getRequestBody().getContent(), said.request());
    }
    if (operation.getResponses() != null) {
      operation
          .getResponses()
          .forEach((status, answer) -> {
            if (status.startsWith("2")) {
              succeed(answer, said);
            }
          });
    }
    return operation;
  }

  private static void succeed(ApiResponse answer, Words.Said said) {
    exemplify(answer.getContent(), said.response());
    Objects.requireNonNullElse(said.headers(), Map.<String, String>of())
        .forEach((name, description) ->
            answer.addHeaderObject(
                name,
                new Header()
                    .description(description)
                    .schema(new JsonSchema().typesItem("string"))));
  }

  private static void exemplify(@Nullable Content content, @Nullable Object example) {
    if (content != null && example != null) {
      content.values().forEach(media -> media.setExample(example));
    }
  }
}
