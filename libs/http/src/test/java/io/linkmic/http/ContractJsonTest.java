package io.linkmic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.contract.program.ProgramMode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

class ContractJsonTest {
  private final JsonMapper json = mapper();

  private static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new ContractJson().customize(builder);
    return builder.build();
  }

  private record Shown(ProgramMode mode, Instant at, Duration holds) {}

  @Test
  void modes_times_and_durations_are_written_for_people_too() {
    assertThat(
            json.writeValueAsString(
                new Shown(
                    ProgramMode.PASSTHROUGH, Instant.ofEpochSecond(1), Duration.ofSeconds(90))))
        .isEqualTo(
            "{\"mode\":\"passthrough\",\"at\":\"1970-01-01T00:00:01Z\",\"holds\":\"PT1M30S\"}");
  }

  @Test
  void a_field_nobody_knows_is_a_mistake() {
    assertThatThrownBy(() -> json.readValue("{\"mood\":\"good\"}", Shown.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("mood");
  }
}
