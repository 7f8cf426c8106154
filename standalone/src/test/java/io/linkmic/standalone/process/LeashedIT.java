package io.linkmic.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
    return Leashed.start(new ProcessBuilder(command), folder.resolve("log"));
  }

  /** The leash starts it a moment after it is started itself. */
  private static ProcessHandle awaitChild(String program) throws Exception {
    Eventually.holds(program + " runs", Duration.ofSeconds(5), () -> child(program).isPresent());
    return child(program).orElseThrow();
  }

  private static Optional<ProcessHandle> child(String program) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains(program))
        .findFirst();
  }
}
