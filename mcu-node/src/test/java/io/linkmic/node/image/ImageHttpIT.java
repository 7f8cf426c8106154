package io.linkmic.node.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.media.picture.ImageFile;
import io.linkmic.rtc.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's server, honest and not. */
@Timeout(60)
class ImageHttpIT {
  private static final String PASSWORD = "changeit";
  private static final byte[] FILE = {1, 2, 3, 4, 5};

  private final AtomicInteger resolved = new AtomicInteger();
  private final AtomicReference<String> host = new AtomicReference<>("");
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  @TempDir private Path folder;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(loopback(), 10);
    begin();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void begin() {
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      host.set(exchange.getRequestHeaders().getFirst("Host"));
      switch (exchange.getRequestURI().getPath()) {
        case "/image.png" -> {
          exchange.sendResponseHeaders(200, FILE.length);
          exchange.getResponseBody().write(FILE);
        }
        case "/moved" -> {
          exchange.getResponseHeaders().set("Location", "/image.png");
          exchange.sendResponseHeaders(302, -1);
        }
        case "/announced" -> {
          exchange.sendResponseHeaders(200, ImageFile.MAX_BYTES + 1L);
          exchange.getResponseBody().write(FILE);
          exchange.getResponseBody().flush();
        }
        case "/endless" -> endless(exchange);
        case "/slow" -> slow(exchange);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    byte[] some = new byte[64 * 1024];
    for (int i = 0; i < 10_000; i++) {
      out.write(some);
    }
  }

  private void slow(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write(1);
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  /** Every name leads here the first time, and to a network that nobody answers in later. */
  private List<InetAddress> resolve(String name) {
    try {
      return resolved.getAndIncrement() == 0
          ? List.of(InetAddress.getLoopbackAddress())
          : List.of(InetAddress.getByName("192.0.2.1"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Fetched get(String path, boolean privateAddresses, SSLContext trust) {
    var rules = new HttpUrlRules("the switch", privateAddresses, Set.of(port()), this::resolve);
    try (ImageHttp http = new ImageHttp(rules, Duration.ofSeconds(3), trust)) {
      return http.get(path);
    }
  }

  private Fetched get(String path) {
    return get("http://images.example:" + port() + path, true, SSLContexts.createDefault());
  }

  private int port() {
    return server.getAddress().getPort();
  }

  @Test
  void a_file_comes_from_the_address_that_was_judged_which_is_asked_for_once() {
    assertThat(get("/image.png")).isEqualTo(new Fetched.File(Bytes.wrap(FILE)));
    assertThat(resolved).hasValue(1);
    assertThat(host).hasValue("images.example:" + port());
  }

  @Test
  void an_address_within_the_own_network_is_not_connected_to() {
    assertThat(
            get(
                "https://images.example:" + port() + "/image.png",
                false,
                SSLContexts.createDefault()))
        .isEqualTo(new Fetched.Failed("address-not-allowed"));
    assertThat(host).hasValue("");
  }

  @Test
  void nothing_else_than_a_file_is_a_failure() {
    assertThat(get("/moved")).isEqualTo(new Fetched.Failed("http-302"));
    resolved.set(0);
    assertThat(get("/nowhere")).isEqualTo(new Fetched.Failed("http-404"));
  }

  @Test
  void files_that_are_too_large_are_not_read_to_their_end() {
    assertThat(get("/announced")).isEqualTo(new Fetched.Failed("too-large"));
    resolved.set(0);
    assertThat(get("/endless")).isEqualTo(new Fetched.Failed("too-large"));
  }

  @Test
  void one_who_stops_in_the_middle_is_left() {
    assertThat(get("/slow")).isEqualTo(new Fetched.Failed("timeout"));
  }

  @Test
  void nobody_there_is_a_failure() {
    int port = port();
    server.stop(0);
    assertThat(get("http://images.example:" + port + "/", true, SSLContexts.createDefault()))
        .isEqualTo(new Fetched.Failed("connection-failed"));
  }

  @Test
  void a_certificate_is_judged_by_the_name_though_the_address_was_resolved_before()
      throws Exception {
    KeyStore keys = selfSigned("images.example");
    server.stop(0);
    HttpsServer secure = HttpsServer.create(loopback(), 10);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    secure.setHttpsConfigurator(new HttpsConfigurator(context));
    server = secure;
    begin();
    String rest = ":" + port() + "/image.png";
    assertThat(get("https://images.example" + rest, true, trusting(keys)))
        .isEqualTo(new Fetched.File(Bytes.wrap(FILE)));
    for (String name : List.of("other.example", "images.example")) {
      resolved.set(0);
      host.set("");
      boolean other = name.startsWith("other");
      SSLContext trust = other ? trusting(keys) : SSLContexts.createDefault();
      assertThat(get("https://" + name + rest, true, trust))
          .as(other ? "another name" : "nobody known has signed")
          .isEqualTo(new Fetched.Failed("tls-failed"));
      assertThat(host).hasValue("");
    }
  }

  private KeyStore selfSigned(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    String command =
        System.getProperty("java.home")
            + "/bin/keytool -genkeypair -keyalg EC -alias own -dname CN="
            + name
            + " -ext SAN=dns:"
            + name
            + " -keystore "
            + file
            + " -storepass "
            + PASSWORD;
    assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", keys.getCertificate("own"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
