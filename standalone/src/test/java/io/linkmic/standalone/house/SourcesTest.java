package io.linkmic.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourcesTest {

  /** Style.md §2: think at 300, fail at 600. */
  private static final int MOST_LINES = 600;

  /** May only shrink; each entry says why. */
  private static final Set<String> LONGER_FOR_A_REASON = Set.of();

  private static final Pattern WASTEBASKET =
      Pattern.compile(
          "(^|\\.)(util|utils|common|commons|manager|impl|service|services|helper|helpers)(\\.|$)");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z0-9_.]+);");

  // Runs on the toolchain's JDK 25: google-java-format 2 needs 21 to parse what we write, while
  // Maven itself (and with it Spotless's check) may run on 17.
  @Test
  void every_source_is_formatted() {
    List<String> unformatted =
        Repository.javaSources().parallelStream()
            .filter(file -> !isFormatted(file))
            .map(Repository::name)
            .sorted()
            .toList();
    assertThat(unformatted)
        .as("sources that google-java-format would change; run ./linkmic format")
        .isEmpty();
  }

  @Test
  void no_file_is_longer_than_600_lines() {
    List<String> long_ =
        Repository.javaSources().stream()
            .filter(file -> Repository.read(file).lines().count() > MOST_LINES)
            .map(Repository::name)
            .filter(name -> !LONGER_FOR_A_REASON.contains(name))
            .toList();
    assertThat(long_).as("Java files over %d lines", MOST_LINES).isEmpty();
  }

  @Test
  void tests_never_sleep() {
    // Split so that this file does not find itself.
    String sleep = "Thread" + ".sleep";
    List<String> sleepers =
        Repository.javaSources().stream()
            .filter(Repository::isTest)
            .filter(file -> Repository.read(file).contains(sleep))
            .map(Repository::name)
            .toList();
    assertThat(sleepers).as("tests that sleep instead of waiting for what they want").isEmpty();
  }

  @Test
  void no_package_is_a_wastebasket() {
    Set<String> wastebaskets =
        Repository.javaSources().stream()
            .map(SourcesTest::packageOf)
            .filter(name -> WASTEBASKET.matcher(name).find())
            .collect(Collectors.toSet());
    assertThat(wastebaskets).isEmpty();
  }

  @Test
  void every_package_has_a_door_sign() {
    List<String> unsigned =
        Repository.javaSources().stream()
            .filter(file -> !Repository.isTest(file))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !hasDoorSign(folder))
            .map(Repository::name)
            .toList();
    assertThat(unsigned).as("packages without a @NullMarked package-info with prose").isEmpty();
  }

  private static boolean hasDoorSign(Path folder) {
    Path sign = folder.resolve("package-info.java");
    if (!Files.isRegularFile(sign)) {
      return false;
    }
    String text = Repository.read(sign);
    return text.contains("@NullMarked") && text.startsWith("/**");
  }

  private static String packageOf(Path source) {
    var matcher = PACKAGE.matcher(Repository.read(source));
    assertThat(matcher.find()).as("%s names its package", Repository.name(source)).isTrue();
    return matcher.group(1);
  }

  private static boolean isFormatted(Path file) {
    String text = Repository.read(file);
    try {
      // What Spotless does; formatSourceAndFixImports() would also break long strings.
      String imports =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE));
      return new Formatter().formatSource(imports).equals(text);
    } catch (FormatterException e) {
      throw new AssertionError(Repository.name(file) + " does not parse", e);
    }
  }
}
