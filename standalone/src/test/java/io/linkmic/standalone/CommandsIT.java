package io.linkmic.standalone;

import static io.linkmic.standalone.LinkMicProcess.onFreePorts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.standalone.demo.BroadcastClient;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script's commands as processes: they start, say where to look, and leave nothing behind. */
@Timeout(120)
class CommandsIT {
  @TempDir private Path folder;

  @Test
  void up_says_where_to_look_and_a_signal_stops_all_of_it() throws Exception {
    try (LinkMicProcess up = LinkMicProcess.start(folder, onFreePorts("up"))) {
      String said = up.awaitSaying("Ctrl-C stops everything");
      assertThat(said)
          .contains(
              ApiKeys.DEVELOPMENT_KEY,
              ApiKeys.DEVELOPMENT_SECRET,
              "/swagger-ui.html",
              "/v1",
              "redis://")
          .doesNotContain("WARNING");
      URI pages = URI.create(up.found("Console +(http\\S+)"));
      try (Socket reachable = new Socket(pages.getHost(), pages.getPort())) {
        assertThat(reachable.isConnected()).isTrue();
      }

      up.terminate();
      assertThat(up.readAll()).contains("LinkMic has stopped.");
      assertThat(up.awaitExit()).isEqualTo(128 + 15);
      assertThatThrownBy(() -> new Socket(pages.getHost(), pages.getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void demo_brings_two_hosts_on_air_and_a_signal_takes_them_along() throws Exception {
    try (LinkMicProcess demo = LinkMicProcess.start(folder, onFreePorts("demo"))) {
      String said = demo.awaitSaying("Ctrl-C stops everything");
      assertThat(said).contains("Test card", "/live/", ".flv");
      BroadcastClient broadcasts =
          new BroadcastClient(
              demo.found("API +(http\\S+)/api/v1"),
              ApiKeys.DEVELOPMENT_KEY,
              ApiKeys.DEVELOPMENT_SECRET);
      List<String> ids = demo.all("/watch/(\\S+)");
      assertThat(ids).hasSize(2);
      for (String id : ids) {
        Eventually.holds(
            id + " is live", Duration.ofSeconds(60), () -> broadcasts.state(id).equals("LIVE"));
      }
      List<ProcessHandle> hosts = demo.children();
      assertThat(hosts).hasSizeGreaterThanOrEqualTo(2);

      demo.terminate();
      assertThat(demo.readAll()).contains("LinkMic has stopped.");
      assertThat(demo.awaitExit()).isEqualTo(128 + 15);
      // The system takes a moment to bury what has ended.
      Eventually.holds(
          "sample hosts, Redis and PostgreSQL are gone",
          Duration.ofSeconds(10),
          () -> hosts.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void an_occupied_port_is_one_sentence_and_nothing_keeps_running() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String taken = String.valueOf(other.getLocalPort());
      List<String> words = new ArrayList<>(onFreePorts("up"));
      words.set(words.indexOf("--rtmp-port") + 1, taken);
      try (LinkMicProcess up = LinkMicProcess.start(folder, words)) {
        String said = up.readAll();
        assertThat(up.awaitExit()).isEqualTo(1);
        assertThat(said).contains(taken, "--rtmp-port");
        assertThat(said.lines().filter(line -> !line.isBlank())).hasSize(1);
      }
    }
  }

  @Test
  void a_wrong_option_is_one_sentence() throws Exception {
    try (LinkMicProcess up = LinkMicProcess.start(folder, List.of("up", "--no-such"))) {
      assertThat(up.readAll()).startsWith("linkmic: ").hasLineCount(1);
      assertThat(up.awaitExit()).isEqualTo(2);
    }
  }
}
