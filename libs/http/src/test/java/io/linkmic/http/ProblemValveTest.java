package io.linkmic.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** A Tomcat on a real port, with nothing in it. */
class ProblemValveTest {
  private WebServer server;

  /** A service's own words. */
  public static final class Words extends ProblemValve {
    @Override
    protected String code(int status) {
      return "code-" + status;
    }

    @Override
    protected String sentence(int status) {
      return "Not that.";
    }
  }

  @BeforeEach
  void start() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    ProblemValve.in(Words.class).customize(factory);
    server = factory.getWebServer(context -> {});
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    server.destroy();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b c\r\n\r\n"})
  void what_cannot_be_parsed_is_a_problem_document(String request) throws Exception {
    assertThat(ask(request))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .endsWith(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Not that.\",\"code\":\"code-400\"}");
  }

  @Test
  void what_is_not_there_is_a_problem_document() throws Exception {
    assertThat(ask("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404")
        .contains("application/problem+json", "\"title\":\"Not Found\"", "\"code\":\"code-404\"")
        .doesNotContain("Tomcat");
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
