package io.linkmic.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderProbe;
import io.linkmic.media.encode.EncoderSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps a node from starting is said in one sentence, and nothing stays half-started. */
class StartupIT {

  private static String whatStandardErrorSays(Runnable start) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(catchThrowable(start::run)).isNotNull();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("mcu-node did not start: "))
        .findFirst()
        .orElse("");
  }

  private static void start(String... arguments) {
    try (TestNode node = new TestNode(arguments)) {
      throw new AssertionError("started on " + node.httpPort());
    }
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void a_taken_http_port_is_told_and_the_other_door_is_closed_again() throws IOException {
    try (ServerSocket taken = taken();
        ServerSocket free = taken()) {
      int socketIo = free.getLocalPort();
      free.close();
      String said =
          whatStandardErrorSays(() ->
              start(
                  "--server.port=" + taken.getLocalPort(),
                  "--linkmic.node.socket-io.port=" + socketIo));
      assertThat(said)
          .isEqualTo(
              "mcu-node did not start: Port "
                  + taken.getLocalPort()
                  + " (HTTP) is already in use by another process; stop that process or choose"
                  + " another port with server.port.");
      assertThat(
              catchThrowable(() -> new Socket(InetAddress.getLoopbackAddress(), socketIo).close()))
          .as("the Socket.IO port")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_taken_socket_io_port_is_told() throws IOException {
    try (ServerSocket taken = taken()) {
      assertThat(
              whatStandardErrorSays(
                  () -> start("--linkmic.node.socket-io.port=" + taken.getLocalPort())))
          .contains("Port " + taken.getLocalPort() + " (Socket.IO) is already in use")
          .endsWith("linkmic.node.socket-io.port.");
    }
  }

  @Test
  void a_taken_media_port_is_told_and_the_doors_are_closed_again() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ServerSocket free = taken()) {
      int socketIo = free.getLocalPort();
      free.close();
      assertThat(
              whatStandardErrorSays(() ->
                  start(
                      "--linkmic.node.udp-port=" + taken.getLocalPort(),
                      "--linkmic.node.socket-io.port=" + socketIo)))
          .contains("The media port 127.0.0.1:" + taken.getLocalPort() + "/udp cannot be opened")
          .endsWith("Set linkmic.node.udp-port to a free port.");
      assertThat(
              catchThrowable(() -> new Socket(InetAddress.getLoopbackAddress(), socketIo).close()))
          .as("the Socket.IO port")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void the_laptops_key_is_refused_unless_allowed() {
    assertThat(whatStandardErrorSays(() -> start("--linkmic.dev-keys-allowed=false")))
        .contains("development key")
        .contains("linkmic.dev-keys-allowed=true");
  }

  @Test
  void a_short_secret_and_a_bad_port_are_told() {
    assertThat(whatStandardErrorSays(() -> start("--linkmic.api-keys.mine=short")))
        .contains("'mine' is shorter than 32 bytes")
        .doesNotContain("=short");
    assertThat(whatStandardErrorSays(() -> start("--linkmic.node.udp-port=70000")))
        .contains("linkmic.node");
  }

  @Test
  void an_encoder_that_is_unknown_is_told() {
    assertThat(whatStandardErrorSays(() -> start("--linkmic.mix.encoders=x265")))
        .contains("linkmic.mix.encoders names x265; known are h264_nvenc, ");
  }

  @Test
  void a_decoder_that_is_unknown_is_told() {
    assertThat(whatStandardErrorSays(() -> start("--linkmic.mix.decoders=nvdec")))
        .contains("linkmic.mix.decoders names nvdec; known are cuda, vaapi, software.");
  }

  @Test
  void an_encoder_that_does_not_work_is_told() {
    var settings = new EncoderSettings(320, 180, 30, 1, 500_000, 60);
    var hardware = List.of(EncoderName.VAAPI, EncoderName.QSV);
    var works = EncoderProbe.run(settings, hardware).choice();
    if (works.isPresent()) {
      System.err.println("SKIPPED: this machine's " + works.get() + " works, so nothing fails.");
    }
    assumeThat(works).isEmpty();
    assertThat(whatStandardErrorSays(() -> start("--linkmic.mix.encoders=h264_vaapi,h264_qsv")))
        .contains("None of these encoders works on this machine: h264_vaapi (");
  }

  @Test
  void help_names_settings_that_exist() {
    assertThat(Usage.TEXT).contains("--server.port=8083");
    for (var component : NodeProperties.class.getRecordComponents()) {
      String kebab = kebab(component.getName());
      assertThat(Usage.TEXT).as(kebab).contains("--linkmic.node." + kebab);
    }
    for (var component : MixProperties.class.getRecordComponents()) {
      assertThat(Usage.TEXT).contains("--linkmic.mix." + kebab(component.getName()));
    }
    for (var component : SharedProperties.class.getRecordComponents()) {
      assertThat(Usage.TEXT).contains("--linkmic." + kebab(component.getName()));
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
