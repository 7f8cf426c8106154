package io.linkmic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the operator reads when the service cannot start. */
class StartFailureIT {
  private static final String REDIS = "--linkmic.redis-url=redis://127.0.0.1:1";
  private static final String TOKEN = "--linkmic.service-token=t";

  private static String sentence(String... options) {
    List<String> all = new ArrayList<>(List.of("--server.port=0"));
    all.addAll(List.of(options));
    Throwable failure =
        catchThrowable(
            () -> McuApiApplication.application().run(all.toArray(String[]::new)).close());
    assertThat(failure).isNotNull();
    return StartFailure.sentence(failure);
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(sentence()).contains("linkmic.redis-url").contains("linkmic.service-token");
    assertThat(sentence(REDIS, TOKEN)).startsWith("No API key is configured");
    assertThat(sentence(REDIS, TOKEN, "--linkmic.api-keys.devkey=" + "x".repeat(40)))
        .contains("linkmic.dev-keys-allowed");
  }

  @Test
  void it_starts_without_redis_and_is_alive_but_not_ready() {
    try (var context =
        McuApiApplication.application()
            .run(
                "--server.port=0",
                "--linkmic.api.bind-address=127.0.0.1",
                REDIS,
                TOKEN,
                "--linkmic.api-keys.k=" + "x".repeat(40))) {
      assertThat(context.isRunning()).isTrue();
    }
  }

  @Test
  void the_help_names_every_option_once() {
    List<String> named =
        Pattern.compile("--(linkmic\\.[a-z.-]+)")
            .matcher(Usage.TEXT)
            .results()
            .map(option -> option.group(1))
            .toList();
    assertThat(named)
        .doesNotHaveDuplicates()
        .contains("linkmic.redis-url", "linkmic.service-token", "linkmic.operator-keys");
  }
}
