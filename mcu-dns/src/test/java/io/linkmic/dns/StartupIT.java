package io.linkmic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.token.ApiKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What keeps mcu-dns from starting is said in one sentence; a Redis that is away does not. */
class StartupIT {

  private static List<String> usual() {
    return new ArrayList<>(
        List.of(
            "--linkmic.redis-url=redis://127.0.0.1:1",
            "--linkmic.dns.bind-address=127.0.0.1",
            "--linkmic.dns.port=0",
            "--linkmic.dev-keys-allowed=true",
            "--linkmic.api-keys.devkey=" + ApiKeys.DEVELOPMENT_SECRET));
  }

  /** Starts with the usual arguments, some of them changed, or left out where no value follows. */
  private static String refused(String... arguments) {
    List<String> all = usual();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      all.removeIf(usual -> usual.startsWith(name + "="));
      if (equals >= 0) {
        all.add(argument);
      }
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ConfigurableApplicationContext context =
        McuDnsApplication.start(
            all.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(context).isNull();
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(1);
    assertThat(text).startsWith("mcu-dns did not start: ");
    return text;
  }

  @Test
  void what_is_wrong_is_told_in_one_sentence() throws IOException {
    assertThat(refused("--linkmic.redis-url")).contains("linkmic.redis-url");
    assertThat(refused("--linkmic.dns.port=70000")).contains("linkmic.dns.port");
    assertThat(refused("--linkmic.dns.port=many")).contains("linkmic.dns.port");
    assertThat(refused("--linkmic.dns.refresh=soon")).contains("linkmic.dns.refresh");
    assertThat(refused("--linkmic.dev-keys-allowed=false")).contains("development key");
    assertThat(refused("--linkmic.api-keys.mine=short")).contains("shorter than 32 bytes");
    assertThat(refused("--linkmic.operator-keys=nobody")).contains("linkmic.operator-keys");
    assertThat(refused("--linkmic.dns.trusted-proxies=everyone"))
        .contains("linkmic.dns.trusted-proxies");
    assertThat(
            refused(
                "--linkmic.dns.networks[0].cidr=10.0.0.0/99",
                "--linkmic.dns.networks[0].region=north"))
        .contains("linkmic.dns.networks");
    assertThat(refused("--linkmic.dns.geoip-database=/nowhere/places.mmdb"))
        .contains("/nowhere/places.mmdb")
        .contains("linkmic.dns.geoip-database");
    assertThat(refused("--linkmic.redis-url=http://:hush@x:99")).doesNotContain("hush");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refused("--linkmic.dns.port=" + taken.getLocalPort()))
          .contains(Integer.toString(taken.getLocalPort()))
          .contains("linkmic.dns.port");
    }
  }

  @Test
  void without_redis_it_starts_lives_and_is_not_ready() throws Exception {
    try (ConfigurableApplicationContext context =
        McuDnsApplication.application().run(usual().toArray(String[]::new))) {
      assertThat(context).isNotNull();
      int port = context.getBean(DnsPort.class).port();
      assertThat(status(port, "/actuator/health/liveness")).isEqualTo(200);
      assertThat(status(port, "/actuator/health/readiness")).isEqualTo(503);
      assertThat(status(port, "/v1/nodes/select?roomId=r")).isEqualTo(503);
      assertThat(status(port, "/actuator/prometheus")).isEqualTo(200);
    }
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void help_names_settings_that_exist() {
    for (var component : DnsProperties.class.getRecordComponents()) {
      if (component.getType() != DnsProperties.Dns.class) {
        assertThat(McuDnsApplication.HELP).contains("linkmic." + kebab(component.getName()));
      }
    }
    for (var component : DnsProperties.Dns.class.getRecordComponents()) {
      assertThat(McuDnsApplication.HELP).contains("linkmic.dns." + kebab(component.getName()));
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
