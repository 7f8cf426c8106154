package io.linkmic.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.LinksPart;
import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.backend.testing.RunningBackend.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Links of two broadcasts (PK), as business teams make and end them. */
class LinksIT {
  private static final LinksPart LINKS = new LinksPart();
  private static McuApiPeer mcu;
  private static RunningBackend backend;

  @BeforeAll
  static void start() throws Exception {
    mcu = new McuApiPeer();
    mcu.with(LINKS);
    backend = new RunningBackend(RealPostgres.newDatabase(), mcu.url());
  }

  @AfterAll
  static void stop() {
    backend.close();
    mcu.close();
  }

  @AfterEach
  void heal() {
    mcu.fail("", 0);
    LINKS.reset();
  }

  private static Answer link(JsonNode one, String other) throws Exception {
    Map<String, Object> body = new HashMap<>();
    body.put("broadcastId", other);
    return backend.call("POST", path(one), body);
  }

  private static String path(JsonNode broadcast) {
    return "/api/v1/broadcasts/" + id(broadcast) + "/links";
  }

  private static String id(JsonNode broadcast) {
    return broadcast.path("broadcastId").asString();
  }

  private static JsonNode links(JsonNode broadcast) throws Exception {
    Answer answer = backend.call("GET", path(broadcast), null);
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    return answer.json().path("items");
  }

  @Test
  void two_broadcasts_are_linked_seen_from_both_and_ended_by_either() throws Exception {
    JsonNode one = backend.create();
    JsonNode other = backend.create();
    Answer made = link(one, id(other));
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    String linkId = made.json().path("linkId").asString();
    assertThat(made.http().headers().firstValue("Location")).hasValue(path(one) + "/" + linkId);
    assertThat(made.json().path("state").asString()).isEqualTo("waiting");
    assertThat(made.json().at("/peer/broadcastId").asString()).isEqualTo(id(other));
    assertThat(LINKS.links())
        .containsExactly(
            new LinksPart.Link(
                linkId, one.path("roomId").asString(), other.path("roomId").asString()));

    LINKS.state("live");
    JsonNode back = links(other).path(0);
    assertThat(back.path("linkId").asString()).isEqualTo(linkId);
    assertThat(back.at("/peer/broadcastId").asString()).isEqualTo(id(one));
    assertThat(back.at("/peer/title").asString()).isEqualTo(one.path("title").asString());
    assertThat(back.path("state").asString()).isEqualTo("live");
    assertThat(back.path("participantIds").size()).isOne();
    assertThat(back.has("peerRoomId")).isFalse();

    assertThat(backend.call("DELETE", path(other) + "/" + linkId, null).status()).isEqualTo(204);
    assertThat(links(one)).isEmpty();
    Answer gone = backend.call("DELETE", path(one) + "/" + linkId, null);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.code()).isEqualTo("link-not-found");
  }

  @Test
  void wrong_peers_and_second_links_are_told_apart() throws Exception {
    JsonNode one = backend.create();
    JsonNode other = backend.create();
    assertThat(link(one, "b-none").code()).isEqualTo("broadcast-not-found");
    for (String wrong : new String[] {id(one), "", null}) {
      Answer refused = link(one, wrong);
      assertThat(refused.status()).as(wrong).isEqualTo(422);
      assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("broadcastId");
    }
    assertThat(link(one, id(other)).status()).isEqualTo(201);
    Answer second = link(other, id(one));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("link-exists");
    assertThat(second.json().path("detail").asString())
        .isEqualTo("The two broadcasts are linked already.");
    mcu.fail("POST /v1/rooms/", 503);
    assertThat(link(one, id(backend.create())).status()).isEqualTo(503);
  }

  @Test
  void what_has_ended_is_not_linked() throws Exception {
    JsonNode one = backend.create();
    JsonNode over = backend.create();
    backend.call("POST", "/api/v1/broadcasts/" + id(over) + "/end", null);
    Answer other = link(one, id(over));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("broadcast-ended");
    assertThat(other.json().path("detail").asString()).isEqualTo("The other broadcast has ended.");
    assertThat(link(over, id(one)).code()).isEqualTo("broadcast-ended");
    assertThat(backend.call("GET", path(over), null).code()).isEqualTo("broadcast-ended");
    assertThat(LINKS.links()).isEmpty();
  }
}
