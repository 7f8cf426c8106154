package io.linkmic.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashedIT {
  @TempDir private Path folder;

  @Test
  void letting_go_ends_the_child() throws Exception {
    Leashed leashed = start("sleep", "600");
    ProcessHandle child = awaitChild("sleep");
    leashed.close();
    assertThat(child.onExit().get(5, TimeUnit.SECONDS).isAlive()).isFalse();
    assertThat(leashed.alive()).isFalse();
  }

  @Test
  void the_child_s_own_end_is_noticed_with_its_code() throws Exception {
    try (Leashed leashed = start("sh", "-c", "echo gone; exit 7")) {
      assertThat(leashed.await()).isEqualTo(7);
    }
    assertThat(Files.readString(folder.resolve("log"))).isEqualTo("gone\n");
  }

  private Leashed start(String... command) throws Exception {
    return Leashed.start(List.of(command), folder.resolve("log"));
  }

  /** The leash starts it a moment after it is started itself. */
  private static ProcessHandle awaitChild(String program) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < deadline) {
      var child =
          ProcessHandle.current()
              .descendants()
              .filter(process -> process.info().command().orElse("").contains(program))
              .findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(program + " was not started");
  }
}
