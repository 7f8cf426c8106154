package io.linkmic.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VendoredFilesTest {
  private static final Path VENDOR =
      Repository.root().resolve("business-backend/src/main/resources/pages/vendor");
  private static final Path PAGES = VENDOR.resolveSibling("").normalize();

  @Test
  void vendored_scripts_are_the_ones_npm_serves() throws Exception {
    String readme = Repository.read(VENDOR.resolve("README.md"));
    for (Path script : under(VENDOR, ".js")) {
      assertThat(readme)
          .as("README names %s with its sum", VENDOR.relativize(script))
          .contains("`" + VENDOR.relativize(script) + "`")
          .contains("`" + sha256(script) + "`");
      assertThat(script.resolveSibling("LICENSE")).exists();
    }
  }

  @Test
  void pages_load_nothing_from_other_hosts() throws IOException {
    for (String suffix : List.of(".html", ".css")) {
      for (Path page : under(PAGES, suffix)) {
        assertThat(Repository.read(page))
            .as(Repository.name(page))
            .doesNotContainPattern("(src|href)=\"(https?:)?//")
            .doesNotContain("@import")
            .doesNotContain("url(http");
      }
    }
  }

  private static List<Path> under(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
