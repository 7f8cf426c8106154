package io.linkmic.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoomControlIT {
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode("--linkmic.node.service-token=" + TestNode.SERVICE_TOKEN);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static HttpRequest.Builder request(String path) {
    return node.request("/internal/v1/rooms" + path)
        .header("Authorization", "Bearer " + TestNode.SERVICE_TOKEN);
  }

  private static HttpResponse<String> put(String roomId, String body) {
    return node.send(
        request("/" + roomId)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  @Test
  void a_room_is_put_read_and_deleted() {
    HttpResponse<String> put = put("studio", "{\"name\":\"Studio\",\"holdTimeout\":\"PT5S\"}");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.body())
        .contains("\"roomId\":\"studio\"")
        .contains("\"holdTimeout\":\"PT5S\"")
        .contains("\"emptyTimeout\":\"PT10M\"")
        .contains("\"createdAt\":\"1970-01-01T00:00:00Z\"");
    assertThat(node.send(request("/studio").GET()).body()).isEqualTo(put.body());
    assertThat(node.send(request("").GET()).body()).contains("studio").contains("room-1");
    assertThat(node.send(request("/studio/participants").GET()).body()).isEqualTo("[]");
    assertThat(node.send(request("/studio").DELETE()).statusCode()).isEqualTo(204);
    assertThat(node.send(request("/studio").GET()).statusCode()).isEqualTo(404);
    assertThat(node.send(request("/studio").DELETE()).body()).contains("room-not-found");
  }

  @Test
  void a_layout_comes_whole_or_by_its_templates_word() {
    assertThat(put("laid", "{\"layout\":\"grid\"}").body()).contains("\"layout\":\"grid\"");
    HttpResponse<String> whole =
        put(
            "laid",
            "{\"layout\":{\"template\":\"regions\",\"regions\":[{\"participantId\":null,\"slot\":0,"
                + "\"x\":0,\"y\":0,\"width\":1,\"height\":1,\"z\":0,\"fit\":\"contain\","
                + "\"placeholder\":null}],\"background\":{\"colour\":\"#102030\",\"image\":null},"
                + "\"labels\":true,\"watermark\":null,\"crossFade\":\"PT0.2S\",\"pinned\":null,"
                + "\"sequence\":7}}");
    assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
    assertThat(whole.body()).contains("\"layout\":\"regions\"");
    assertThat(put("laid", "{\"layout\":\"pile\"}").body()).contains("layout.template is one of");
    assertThat(
            put("laid", "{\"layout\":{\"background\":{\"image\":\"https://10.0.0.1/a.png\"}}}")
                .body())
        .contains("linkmic.layout.allow-private-addresses=true");
    assertThat(node.send(request("/laid").DELETE()).statusCode()).isEqualTo(204);
  }

  @Test
  void the_program_is_told_in_the_contracts_words() {
    assertThat(node.send(request("/room-1/program").GET()).body())
        .contains("\"mode\":\"idle\"")
        .contains("\"reason\":\"Nobody is on air.\"");
    assertThat(node.send(request("/nowhere/program").GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void bad_settings_are_told_in_sentences() {
    assertThat(put("studio", "{\"maxHosts\":99}").body())
        .contains("\"code\":\"bad-request\"")
        .contains("maxHosts is between 1 and 16.");
    HttpResponse<String> egress =
        put("studio", "{\"egress\":[{\"url\":\"rtmp://10.0.0.1/live/secret-key\"}]}");
    assertThat(egress.statusCode()).isEqualTo(400);
    assertThat(egress.body()).contains("private").doesNotContain("secret-key");
    assertThat(put("studio", "{\"surprise\":1}").statusCode()).isEqualTo(400);
    assertThat(put("studio", "{").body()).contains("\"code\":\"bad-request\"");
    assertThat(put("a%20b", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void without_the_service_token_the_door_is_shut() {
    for (String path :
        new String[] {
          "/internal/v1/rooms", "/internal/v1/rooms/x", "/internal/nothing",
          "/%69nternal/v1/rooms", "//internal/v1/rooms", "/x/../internal/v1/rooms",
          "/internal;a=b/v1/rooms"
        }) {
      HttpResponse<String> response = node.send(node.request(path).GET());
      assertThat(response.statusCode()).as(path).isIn(400, 401, 404);
      assertThat(response.body()).doesNotContain("room-1");
    }
    HttpResponse<String> wrong =
        node.send(
            node.request("/internal/v1/rooms")
                .header("Authorization", "Bearer a service token for test")
                .GET());
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("\"code\":\"unauthorized\"");
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void a_node_without_a_service_token_lets_nobody_in() {
    try (TestNode closed = new TestNode()) {
      assertThat(
              closed
                  .send(
                      closed.request("/internal/v1/rooms").header("Authorization", "Bearer ").GET())
                  .statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void health_and_metrics_are_on_the_same_port() {
    assertThat(node.send(node.request("/actuator/health/liveness").GET()).statusCode())
        .isEqualTo(200);
    assertThat(node.send(node.request("/actuator/health/readiness").GET()).statusCode())
        .isEqualTo(200);
    assertThat(node.send(node.request("/actuator/prometheus").GET()).body())
        .contains("jvm_memory_used_bytes");
    assertThat(node.send(node.request("/actuator/env").GET()).statusCode()).isEqualTo(404);
  }
}
