package io.linkmic.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words of the document that no Java type says: {@code document.json} beside this class.
 *
 * @param tags name → one sentence
 * @param parameters name → one sentence
 * @param operations operation id → its examples and the headers of its success
 * @param schemas schema → property, or empty for itself → JSON Schema keywords laid over it
 */
record Words(
    Map<String, String> tags,
    Map<String, String> parameters,
    Map<String, Said> operations,
    Map<String, Map<String, Map<String, Object>>> schemas) {

  /**
   * @param request example of the body
   * @param response example of the success
   * @param headers of the success: name → one sentence
   */
  record Said(
      @Nullable Object request, @Nullable Object response, @Nullable Map<String, String> headers) {}

  @Configuration(proxyBeanMethods = false)
  static class Read {
    @Bean
    Words documentWords() {
      try (InputStream json =
          Objects.requireNonNull(Words.class.getResourceAsStream("document.json"))) {
        return JsonMapper.shared().readValue(json, Words.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
