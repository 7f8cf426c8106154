package io.linkmic.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.chat.ChatProperties;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void help_names_every_option() {
    List<String> options = new ArrayList<>();
    collect("linkmic.backend.", BackendProperties.class, options);
    collect("linkmic.backend.chat.", ChatProperties.class, options);
    options.addAll(
        List.of("linkmic.api-keys.", "linkmic.dev-keys-allowed", "linkmic.operator-keys"));
    assertThat(options).hasSizeGreaterThan(25);
    assertThat(options).allSatisfy(option -> assertThat(Usage.TEXT).contains("--" + option));
  }

  private static void collect(String prefix, Class<?> type, List<String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name =
          prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        collect(name + ".", component.getType(), into);
      } else {
        into.add(name);
      }
    }
  }

  @Test
  void no_line_is_too_long_for_a_terminal() {
    assertThat(Usage.TEXT.lines()).allMatch(line -> line.length() <= 100);
  }
}
