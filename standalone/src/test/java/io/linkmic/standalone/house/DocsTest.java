package io.linkmic.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsTest {

  /** {@code `SomeType`} or {@code `SomeType.Nested`}: a class name in running text. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.([A-Z]\\w*))?`");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void every_class_named_in_the_packet_journey_exists() {
    Map<String, List<Path>> sources =
        Repository.javaSources().stream()
            .filter(file -> !Repository.isTest(file))
            .collect(Collectors.groupingBy(DocsTest::simpleName));
    List<String> missing = new ArrayList<>();
    Matcher names = CLASS_NAME.matcher(Repository.read("docs/packet-journey.md"));
    while (names.find()) {
      List<Path> files = sources.getOrDefault(names.group(1), List.of());
      String nested = names.group(2);
      boolean there = files.stream().anyMatch(file -> nested == null || declares(file, nested));
      if (!there) {
        missing.add(names.group());
      }
    }
    assertThat(missing).as("names in docs/packet-journey.md without a class").isEmpty();
  }

  @Test
  void every_link_between_documents_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher links = LINK.matcher(Repository.read(document));
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
          broken.add(Repository.name(document) + " → " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_decision_is_listed() throws IOException {
    Path decisions = Repository.root().resolve("docs/decisions");
    String list = Repository.read(decisions.resolve("README.md"));
    try (Stream<Path> pages = Files.list(decisions)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(name -> name.matches("\\d{4}-.*\\.md"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(list).contains("(" + name + ")"));
    }
  }

  @Test
  void readme_names_the_two_commands_and_ci_runs_the_tests_with_the_same_one() {
    assertThat(Repository.read("README.md"))
        .contains("```bash\n./linkmic demo\n```")
        .contains("```bash\nmvn verify\n```");
    assertThat(Repository.read(".ci/run").lines().map(DocsTest::command)).contains("mvn verify");
  }

  private static String command(String line) {
    return line.replaceFirst("<.*", "").strip();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root().resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                  .map(Repository.root()::resolve),
              files.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }

  private static String simpleName(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static boolean declares(Path file, String nested) {
    return Pattern.compile("(record|class|interface|enum) " + nested + "\\b")
        .matcher(Repository.read(file))
        .find();
  }
}
