package io.linkmic.rtc.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.srtp.SrtpKeys;
import io.linkmic.rtc.srtp.SrtpProfile;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An independent peer: the openssl program, in both roles, over UDP on loopback. */
class OpenSslIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final DtlsIdentity NODE = DtlsIdentity.generate(new SecureRandom());

  @TempDir Path folder;
  private final List<DtlsOutput> outputs = new ArrayList<>();
  private Fingerprint fingerprint;
  private Process openssl;
  private DatagramSocket socket;
  private SocketAddress remote;

  @BeforeEach
  void there_is_an_openssl() throws Exception {
    boolean present;
    try {
      present = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      present = false;
    }
    if (!present && "true".equals(System.getenv("CI"))) {
      fail("CI must have the openssl program");
    }
    if (!present) {
      System.err.println("SKIPPED: OpenSslIT needs the openssl program (apt install openssl)");
    }
    assumeTrue(present, "no openssl program");
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(20);
  }

  @AfterEach
  void clean_up() {
    if (openssl != null) {
      openssl.destroyForcibly();
    }
    if (socket != null) {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ec, SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80, AEAD_AES_128_GCM",
    "ec, SRTP_AES128_CM_SHA1_80, AES128_CM_HMAC_SHA1_80",
    "rsa, SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM, AEAD_AES_128_GCM",
  })
  void we_are_the_server(String key, String offer, SrtpProfile expected) throws Exception {
    certificate(key);
    run("s_client", "-connect", "127.0.0.1:" + socket.getLocalPort(), "-use_srtp", offer);

    SrtpKeys keys = handshake(DtlsRole.SERVER);

    assertThat(keys.profile()).isEqualTo(expected);
    assertThat(exported(keys)).isEqualTo(material(keys, false));
  }

  @ParameterizedTest
  @CsvSource({
    "ec, SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80, AEAD_AES_128_GCM",
    "ec, SRTP_AES128_CM_SHA1_80, AES128_CM_HMAC_SHA1_80",
    "rsa, SRTP_AEAD_AES_128_GCM, AEAD_AES_128_GCM",
  })
  void we_are_the_client(String key, String offer, SrtpProfile expected) throws Exception {
    certificate(key);
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    run("s_server", "-accept", "127.0.0.1:" + port, "-use_srtp", offer, "-Verify", "1");

    SrtpKeys keys = handshake(DtlsRole.CLIENT);

    assertThat(keys.profile()).isEqualTo(expected);
    assertThat(exported(keys)).isEqualTo(material(keys, true));
  }

  @Test
  void openssls_close_notify_is_heard() throws Exception {
    certificate("ec");
    run(
        "s_client",
        "-connect",
        "127.0.0.1:" + socket.getLocalPort(),
        "-use_srtp",
        "SRTP_AEAD_AES_128_GCM");
    DtlsEndpoint endpoint = endpoint(DtlsRole.SERVER);
    converse(endpoint, DtlsOutput.Connected.class);

    openssl.getOutputStream().write("Q\n".getBytes(StandardCharsets.US_ASCII));
    openssl.getOutputStream().flush();
    converse(endpoint, DtlsOutput.Closed.class);

    assertThat(outputs).contains(new DtlsOutput.Closed());
  }

  private SrtpKeys handshake(DtlsRole role) throws IOException {
    DtlsEndpoint endpoint = endpoint(role);
    converse(endpoint, DtlsOutput.Connected.class);
    SrtpKeys keys = DtlsPair.connected(outputs).keys();
    // What openssl prints about the keys comes after its last flight.
    endpoint.close(this::handle);
    return keys;
  }

  private DtlsEndpoint endpoint(DtlsRole role) {
    return new DtlsEndpoint(role, NODE, List.of(fingerprint), new SecureRandom());
  }

  private void converse(DtlsEndpoint endpoint, Class<? extends DtlsOutput> until)
      throws IOException {
    endpoint.start(now(), this::handle);
    Instant end = now().plus(PATIENCE);
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    while (outputs.stream().noneMatch(until::isInstance) && now().isBefore(end)) {
      try {
        packet.setLength(2048);
        socket.receive(packet);
        remote = packet.getSocketAddress();
        Bytes datagram = Bytes.wrap(packet.getData(), 0, packet.getLength()).copy();
        endpoint.receive(now(), datagram, this::handle);
      } catch (SocketTimeoutException e) {
        // Time for the timers.
      }
      if (endpoint.nextWakeup().filter(at -> !at.isAfter(now())).isPresent()) {
        endpoint.wakeUp(now(), this::handle);
      }
    }
  }

  private static Instant now() {
    return Instant.ofEpochSecond(0, System.nanoTime());
  }

  private void handle(DtlsOutput output) {
    outputs.add(output);
    if (output instanceof DtlsOutput.Send(Bytes data)) {
      assertThat(data.length()).isLessThanOrEqualTo(1200);
      try {
        socket.send(new DatagramPacket(data.toArray(), data.length(), remote));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** RFC 5764 §4.2 put together again from our two halves. */
  private static String material(SrtpKeys keys, boolean isClient) {
    SrtpKeys.Master client = isClient ? keys.local() : keys.remote();
    SrtpKeys.Master server = isClient ? keys.remote() : keys.local();
    return client.key().toHex()
        + server.key().toHex()
        + client.salt().toHex()
        + server.salt().toHex();
  }

  /** What openssl says it exported. */
  private String exported(SrtpKeys keys) throws Exception {
    assertThat(keys.toString()).doesNotContain(keys.local().key().toHex());
    Pattern line = Pattern.compile("Keying material: ([0-9A-F]+)");
    Path log = folder.resolve("openssl.log");
    Instant end = now().plus(PATIENCE);
    while (now().isBefore(end)) {
      Matcher found = line.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1).toLowerCase(Locale.ROOT);
      }
      openssl.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return fail("openssl said: " + Files.readString(log));
  }

  private void certificate(String kind) throws Exception {
    List<String> key =
        kind.equals("ec")
            ? List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
            : List.of("-newkey", "rsa:2048");
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
    command.addAll(key);
    command.addAll(
        List.of("-keyout", "key.pem", "-out", "cert.pem", "-days", "1", "-subj", "/CN=peer"));
    Process made =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("req.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    String pem = Files.readString(folder.resolve("cert.pem"));
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    fingerprint = Fingerprint.sha256(Bytes.wrap(Base64.getDecoder().decode(body)));
    assertThat(HexFormat.of().formatHex(fingerprint.digest().toArray())).hasSize(64);
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl", program, "-dtls1_2"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-cert", "cert.pem", "-key", "key.pem"));
    command.addAll(List.of("-keymatexport", "EXTRACTOR-dtls_srtp"));
    boolean gcmIsChosen = !List.of(arguments).contains("SRTP_AES128_CM_SHA1_80");
    command.addAll(List.of("-keymatexportlen", gcmIsChosen ? "56" : "60"));
    openssl =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
  }
}
