package io.linkmic.origin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final int MAX_LINES = 600;
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.linkmic.origin");

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.linkmic.origin.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void only_the_wiring_knows_spring() {
    noClasses()
        .that()
        .resideInAPackage("io.linkmic.origin.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(classes);
  }

  @Test
  void wire_formats_know_nothing_of_streams() {
    noClasses()
        .that()
        .resideInAnyPackage("io.linkmic.origin.rtmp..", "io.linkmic.origin.amf..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.linkmic.origin.stream..", "io.linkmic.origin.session..", "io.linkmic.origin.http..")
        .check(classes);
  }

  @Test
  void no_file_is_longer_than_600_lines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> tooLong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lines(file) > MAX_LINES)
              .toList();
      assertThat(tooLong).isEmpty();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
