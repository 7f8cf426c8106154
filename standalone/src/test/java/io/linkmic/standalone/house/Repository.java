package io.linkmic.standalone.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree around this module, found from the module's folder (Maven's) or the root's. */
final class Repository {
  private static final Path ROOT = findRoot();

  private Repository() {}

  static Path root() {
    return ROOT;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(String file) {
    return read(ROOT.resolve(file));
  }

  /** Every Java source of every module, tests too; build output left out. */
  static List<Path> javaSources() {
    return filesUnderSrc(".java");
  }

  static boolean isTest(Path source) {
    return ROOT.relativize(source).toString().contains("src/test/");
  }

  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  private static List<Path> filesUnderSrc(String suffix) {
    try (Stream<Path> files = Files.walk(ROOT, 20)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> name(file).contains("src/"))
          .filter(file -> !name(file).contains("target/"))
          .filter(file -> !name(file).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("libs/rtc-core/pom.xml"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("not inside the LinkMic repository");
      }
      folder = parent;
    }
    return folder;
  }
}
