package io.linkmic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.api.http.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/mcu-api.md says what the service does. */
class DocsTest {
  private static final Path PAGE = Path.of("../docs/mcu-api.md");

  @Test
  void the_table_of_codes_is_the_service_s() throws IOException {
    List<String> told =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d{3}) \\|")
            .matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Code.values()).map(code -> code.kebab() + " " + code.status()).toList());
  }
}
