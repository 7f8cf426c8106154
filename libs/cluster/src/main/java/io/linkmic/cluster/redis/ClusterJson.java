package io.linkmic.cluster.redis;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Stored values as JSON. Fields may be added at any time: unknown ones are ignored. */
public final class ClusterJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ClusterJson() {}

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Empty when the text is not of that shape: somebody else wrote it. */
  public static <T> Optional<T> read(String json, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, type));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
