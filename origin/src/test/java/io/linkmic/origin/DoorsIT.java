package io.linkmic.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.origin.testing.RtmpPeer;
import io.linkmic.origin.testing.RunningOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the doors answer besides streams. */
class DoorsIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  static RunningOrigin origin;

  @BeforeAll
  static void start() {
    origin = new RunningOrigin("rtmp.publish-secret=s3cret");
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  @Test
  void occupied_port_gives_one_sentence_and_nothing_half_started() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      long threads = originThreads();
      assertThatThrownBy(() -> new RunningOrigin("http.port=" + port))
          .isInstanceOf(PortTakenException.class)
          .hasMessage(
              "The origin's HTTP port %d on 127.0.0.1 cannot be used (it is taken): stop what"
                  + " listens there, or set linkmic.origin.http.port.",
              port);
      assertThat(originThreads()).isEqualTo(threads);
    }
  }

  @Test
  void health_and_metrics_are_on_the_http_port() throws Exception {
    assertThat(get("GET", "/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get("GET", "/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(get("GET", "/actuator/prometheus").body())
        .contains("linkmic_origin_viewers{door=\"http_flv\"} 0.0")
        .contains("linkmic_origin_sent_bytes_total")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void mistakes_are_answered_with_problem_details() throws Exception {
    assertThat(get("GET", "/live/a%20b.flv")).matches(answer -> answer.statusCode() == 400);
    assertThat(get("POST", "/live/a.flv").headers().firstValue("allow"))
        .hasValue("GET, HEAD, OPTIONS");
    HttpResponse<String> nothing = get("GET", "/nothing");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(nothing.body()).contains("\"code\":\"not-found\"");
    assertThat(get("GET", "/v1/streams/none").statusCode()).isEqualTo(404);
  }

  @Test
  void browsers_of_other_sites_are_let_in() throws Exception {
    HttpResponse<String> preflight = get("OPTIONS", "/live/a.flv");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("access-control-allow-origin")).hasValue("*");
    HttpResponse<String> head = get("HEAD", "/live/a.flv");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-type")).hasValue("video/x-flv");
  }

  @Test
  void publishing_needs_the_secret_and_the_status_shows_the_stream() throws Exception {
    try (RtmpPeer stranger = new RtmpPeer(origin.rtmpPort());
        RtmpPeer friend = new RtmpPeer(origin.rtmpPort())) {
      assertThat(stranger.publish("room?key=wrong")).isEqualTo("NetStream.Publish.Denied");
      assertThat(friend.publish("room?key=s3cret")).isEqualTo("NetStream.Publish.Start");
      assertThat(get("GET", "/v1/streams").body()).contains("\"key\":\"room\",\"state\":\"live\"");
      assertThat(get("GET", "/v1/streams/room").body()).contains("\"viewers\":0");
    }
  }

  @Test
  void every_door_closes_on_shutdown() throws Exception {
    int port;
    try (RunningOrigin other = new RunningOrigin()) {
      port = other.httpPort();
    }
    assertThatThrownBy(() -> new RtmpPeer(port)).isInstanceOf(IOException.class);
  }

  private static long originThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("origin-"))
        .count();
  }

  private static HttpResponse<String> get(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + origin.httpPort() + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
