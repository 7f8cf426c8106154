package io.linkmic.backend.testing;

import static io.linkmic.backend.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.BackendApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A backend in a process of its own, to be killed. */
public final class BackendProcess extends BackendClient {
  private final Process process;
  private final int port;

  private BackendProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Ready to serve. */
  public static BackendProcess start(String database, URI mcuApi, String... settings)
      throws Exception {
    int port = freePort();
    String[] all =
        Stream.concat(Stream.of(settings), Stream.of("server.port=" + port)).toArray(String[]::new);
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BackendApplication.class.getName()));
    command.addAll(RunningBackend.words(database, mcuApi, all));
    BackendProcess started =
        new BackendProcess(new ProcessBuilder(command).inheritIO().start(), port);
    try {
      eventually(() ->
          assertThat(started.call("GET", "/actuator/health/readiness", null, Map.of()).status())
              .isEqualTo(200));
    } catch (Exception | AssertionError e) {
      started.close();
      throw e;
    }
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public int port() {
    return port;
  }

  /** As a machine that loses its power: nothing is said good-bye to. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
