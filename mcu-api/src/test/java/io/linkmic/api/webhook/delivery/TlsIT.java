package io.linkmic.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.linkmic.contract.address.HttpUrlRules;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS to an address that was resolved before: the certificate is still judged by the name. */
class TlsIT {
  private static final String PASSWORD = "changeit";
  private final AtomicReference<String> host = new AtomicReference<>("");
  private KeyStore keys;
  private HttpsServer server;
  @TempDir private Path folder;

  @BeforeEach
  void serve() throws Exception {
    keys = selfSigned("hook.example");
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            host.set(exchange.getRequestHeaders().getFirst("Host"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
  }

  private KeyStore selfSigned(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    int code =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/keytool",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "hook",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:" + name,
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("hook", keys.getCertificate("hook"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static HttpUrlRules toLoopback() {
    return new HttpUrlRules(
        "the switch", true, Set.of(), name -> List.of(InetAddress.getLoopbackAddress()));
  }

  private String url(String name) {
    return "https://" + name + ":" + server.getAddress().getPort() + "/hook";
  }

  @Test
  void a_certificate_of_that_name_is_believed_and_the_name_is_in_the_request() throws Exception {
    try (WebhookHttp http =
        new WebhookHttp(toLoopback(), DeliverySettings.usual("tls"), trusting())) {
      assertThat(http.post(url("hook.example"), Map.of(), new byte[] {'1'}, 0))
          .isEqualTo(new Outcome.Delivered(204));
      assertThat(host.get()).isEqualTo("hook.example:" + server.getAddress().getPort());
    }
  }

  @Test
  void a_certificate_of_another_name_is_not() throws Exception {
    try (WebhookHttp http =
        new WebhookHttp(toLoopback(), DeliverySettings.usual("tls"), trusting())) {
      assertThat(http.post(url("other.example"), Map.of(), new byte[] {'1'}, 0))
          .isEqualTo(new Outcome.Away(0, "tls-failed", null));
      assertThat(host.get()).isEmpty();
    }
  }

  @Test
  void nor_is_one_that_nobody_known_has_signed() throws Exception {
    try (WebhookHttp http = new WebhookHttp(toLoopback(), DeliverySettings.usual("tls"))) {
      assertThat(http.post(url("hook.example"), Map.of(), new byte[] {'1'}, 0))
          .isEqualTo(new Outcome.Away(0, "tls-failed", null));
      assertThat(host.get()).isEmpty();
    }
  }
}
