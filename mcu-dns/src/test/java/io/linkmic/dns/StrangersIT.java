package io.linkmic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.dns.place.MmdbWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Who asks and from where: proxies, places, limits, and requests that make no sense. */
class StrangersIT {
  private static final String EXPLAIN = "/v1/nodes/select/explain?roomId=r";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private RealRedis server;
  private ConfigurableApplicationContext dns;

  @BeforeEach
  void redis() {
    server = RealRedis.start();
  }

  @AfterEach
  void stop() {
    dns.close();
    server.close();
  }

  private void start(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "--linkmic.redis-url=" + server.url(),
                "--linkmic.dns.bind-address=127.0.0.1",
                "--linkmic.dns.port=0",
                "--linkmic.dev-keys-allowed=true",
                "--linkmic.api-keys.devkey=" + ApiKeys.DEVELOPMENT_SECRET,
                "--linkmic.operator-keys=devkey"));
    arguments.addAll(List.of(more));
    dns = McuDnsApplication.start(arguments.toArray(String[]::new), System.err);
    assertThat(dns).isNotNull();
    long until = System.nanoTime() + 20_000_000_000L;
    while (get("/actuator/health/readiness").statusCode() != 200) {
      assertThat(System.nanoTime()).isLessThan(until);
    }
  }

  private int port() {
    return dns.getBean(DnsPort.class).port();
  }

  private HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  private HttpResponse<String> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String operator() {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(
                ("devkey:" + ApiKeys.DEVELOPMENT_SECRET).getBytes(StandardCharsets.UTF_8));
  }

  private String explained(String query, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Authorization";
    all[1] = operator();
    System.arraycopy(headers, 0, all, 2, headers.length);
    HttpResponse<String> answer = get(EXPLAIN + query, all);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void a_place_comes_from_the_database_the_table_or_the_client() throws IOException {
    Path file =
        new MmdbWriter()
            .add(
                "198.51.100.0/24",
                Map.of(
                    "country", Map.of("iso_code", "CN"),
                    "subdivisions", List.of(Map.of("iso_code", "BJ")),
                    "location", Map.of("latitude", 39.9, "longitude", 116.4)))
            .write(folder.resolve("places.mmdb"));
    start(
        "--linkmic.dns.geoip-database=" + file,
        "--linkmic.dns.geoip-regions.CN-BJ=north",
        "--linkmic.dns.networks[0].cidr=192.0.2.0/24",
        "--linkmic.dns.networks[0].region=office",
        "--linkmic.dns.networks[0].isp=unicom");
    assertThat(explained("&clientIp=198.51.100.7&region=said"))
        .contains("\"placeFrom\":\"geoip-database\",\"region\":\"north\"");
    assertThat(explained("&clientIp=192.0.2.7&region=said"))
        .contains("\"placeFrom\":\"network-table\",\"region\":\"office\",\"isp\":\"unicom\"");
    assertThat(explained("&clientIp=203.0.113.7&region=said"))
        .contains("\"placeFrom\":\"request\",\"region\":\"said\"");
    assertThat(explained("&clientIp=2001:db8::1")).contains("\"placeFrom\":\"nothing\"");
  }

  @Test
  void a_stranger_cannot_say_who_it_is() {
    start();
    assertThat(explained("", "X-Forwarded-For", "198.51.100.7"))
        .contains("\"address\":\"127.0.0.1\"");
    HttpResponse<String> pretending = get("/v1/nodes/select?roomId=r&clientIp=198.51.100.7");
    assertThat(pretending.statusCode()).isEqualTo(403);
    assertThat(pretending.body()).contains("client-ip-not-allowed");
  }

  @Test
  void a_trusted_proxy_and_an_operator_can() {
    start("--linkmic.dns.trusted-proxies=127.0.0.0/8");
    assertThat(explained("", "X-Forwarded-For", "6.6.6.6, 198.51.100.7"))
        .contains("\"address\":\"198.51.100.7\"");
    assertThat(get("/v1/nodes/select?roomId=r&clientIp=198.51.100.7").body()).contains("no-node");
  }

  @Test
  void who_asks_too_often_is_told_when_to_come_back() {
    start(
        "--linkmic.dns.selections-per-second=1",
        "--linkmic.dns.selection-burst=5",
        "--linkmic.dns.trusted-proxies=127.0.0.1");
    HttpResponse<String> last = null;
    for (int i = 0; i < 8; i++) {
      last = get("/v1/nodes/select?roomId=r", "X-Forwarded-For", "198.51.100.7");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(last.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(get("/v1/nodes/select?roomId=r", "X-Forwarded-For", "198.51.100.8").statusCode())
        .isEqualTo(503);
    assertThat(get(EXPLAIN, "X-Forwarded-For", "198.51.100.7").statusCode())
        .as("secrets are not guessed here")
        .isEqualTo(429);
  }

  @Test
  void browsers_of_any_page_may_ask() {
    start();
    HttpResponse<String> preflight = send("OPTIONS", "/v1/nodes/select?roomId=r");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).isPresent();
    HttpResponse<String> none = get("/v1/nodes/select?roomId=r");
    assertThat(none.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(none.body()).contains("no node is registered").contains("\"counts\":{}");
    assertThat(send("POST", "/v1/nodes/select?roomId=r").statusCode()).isEqualTo(405);
    assertThat(send("HEAD", "/v1/nodes/select?roomId=r").body()).isEmpty();
  }

  @Test
  void garbage_is_answered_or_cut_off_and_the_door_stays_open() throws IOException {
    start();
    for (String garbage :
        List.of(
            "\0\1\2\3\r\n\r\n",
            "GET " + "/x".repeat(5_000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nA: " + "b".repeat(20_000) + "\r\n\r\n",
            "GET /v1/nodes/select?roomId=r HTTP/9.9\r\n\r\n")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        String answer = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        assertThat(answer).doesNotContain(" 200").doesNotContain(" 500");
      }
    }
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void requests_of_one_connection_are_answered_in_their_order() throws IOException {
    start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              """
              GET /actuator/health/liveness HTTP/1.1
              Host: a

              GET /v1/nodes/select?roomId=r HTTP/1.1
              Host: a

              GET /nothing HTTP/1.1
              Host: a
              Connection: close

              """
                  .replace("\n", "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all.lines().filter(line -> line.contains("HTTP/1.1 ")))
          .hasSize(3)
          .first()
          .asString()
          .contains("200");
      assertThat(all.indexOf(" 503 ")).isBetween(1, all.indexOf(" 404 "));
    }
  }
}
