package io.linkmic.api.http;

import io.linkmic.contract.program.ProgramMode;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document, as far as it is not read off the handlers. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  OpenAPI mcuApi() {
    Components components =
        new Components()
            .addSecuritySchemes(
                OperationDocument.BASIC,
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("basic")
                    .description("API key and its secret, from server to server."))
            .addSecuritySchemes(
                OperationDocument.BEARER,
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .bearerFormat("JWT")
                    .description(
                        "A participant's token: good for its own room, within its grants."));
    ModelConverters.getInstance(true).readAll(ProblemBody.class).forEach(components::addSchemas);
    return new OpenAPI()
        .info(
            new Info()
                .title("LinkMic mcu-api")
                .version("1")
                .description("Rooms, participants, egress, tokens, webhooks and the fleet.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/")))
        .components(components);
  }

  /** Programs' modes are written in lower case. */
  @Bean
  OpenApiCustomizer lowerCaseModes() {
    return document -> {
      @SuppressWarnings("rawtypes")
      Map<String, Schema> schemas = document.getComponents().getSchemas();
      Schema<?> status = schemas == null ? null : schemas.get("ProgramStatus");
      Schema<?> mode =
          status == null || status.getProperties() == null
              ? null
              : (Schema<?>) status.getProperties().get("mode");
      if (mode != null) {
        setWords(mode);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static void setWords(Schema<?> mode) {
    ((Schema<Object>) mode)
        .setEnum(
            Arrays.stream(ProgramMode.values())
                .<Object>map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList());
  }
}
