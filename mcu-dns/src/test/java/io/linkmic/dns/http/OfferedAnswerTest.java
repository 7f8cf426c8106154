package io.linkmic.dns.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.contract.dns.NodeSelection;
import io.linkmic.dns.picture.Picture;
import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.place.Place;
import io.linkmic.dns.select.Candidate;
import io.linkmic.dns.select.Question;
import io.linkmic.dns.select.Selection;
import io.linkmic.dns.select.Selector;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The quick answer says what the contract says. */
class OfferedAnswerTest {

  private static List<Candidate> candidates(int count, Place place) {
    List<Fleet.Seen> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(new Fleet.Seen(node(i), Instant.EPOCH, Duration.ZERO));
    }
    Selector selector = new Selector(0, new Selector.Rules(0.8, Pages::card));
    selector.show(
        new Picture(
            new Fleet(Instant.EPOCH, nodes, List.of()),
            List.of(),
            room -> Optional.empty(),
            Picture.Source.CURRENT,
            Instant.EPOCH,
            Duration.ZERO),
        0);
    IpAddress client = IpAddress.parse("192.0.2.1").orElseThrow();
    Question question = new Question("room", client, place, 10);
    selector.select(question, 0);
    return ((Selection.Offered) selector.select(question, 0)).candidates();
  }

  private static NodeRecord node(int i) {
    return new NodeRecord(
        "n" + i,
        "1",
        i % 2 == 0 ? "北京 \"north\"" : "south\n",
        "",
        null,
        null,
        "https://n" + i + ".example.com",
        "https://n" + i + ".example.com/whip/rooms",
        new NodeRecord.Probe("n" + i, 10_000 + i),
        "",
        "1",
        Instant.EPOCH,
        false,
        new NodeLoad(i * 0.07, 0, 0, 0, 0, 0, 500, 0, 0, 0));
  }

  private static String sent(List<Candidate> candidates, boolean keepAlive) {
    ByteBuf out = OfferedAnswer.write(UnpooledByteBufAllocator.DEFAULT, candidates, keepAlive);
    try {
      return out.toString(StandardCharsets.UTF_8);
    } finally {
      out.release();
    }
  }

  @Test
  void it_is_http_with_the_length_of_its_body() {
    for (int count = 1; count <= 10; count++) {
      String sent = sent(candidates(count, Place.UNKNOWN), count % 2 == 0);
      int end = sent.indexOf("\r\n\r\n");
      String head = sent.substring(0, end);
      assertThat(head)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("connection: " + (count % 2 == 0 ? "keep-alive" : "close"))
          .contains("access-control-allow-origin: *");
      int length = Integer.parseInt(head.substring(head.lastIndexOf(':') + 1).strip());
      assertThat(sent.substring(end + 4).getBytes(StandardCharsets.UTF_8)).hasSize(length);
    }
  }

  @Test
  void its_body_is_the_page_and_the_contracts_record() {
    for (Place place :
        List.of(Place.UNKNOWN, new Place("south\n", null, null, null, Place.Source.REQUEST))) {
      List<Candidate> candidates = candidates(9, place);
      String sent = sent(candidates, true);
      String body = sent.substring(sent.indexOf("\r\n\r\n") + 4);
      assertThat(body).isEqualTo(Pages.offered(candidates));
      JsonMapper json = JsonMapper.builder().build();
      NodeSelection selection = json.readValue(body, NodeSelection.class);
      assertThat(json.readTree(json.writeValueAsString(selection))).isEqualTo(json.readTree(body));
      assertThat(selection.candidates()).hasSize(9);
      assertThat(selection.candidates())
          .extracting(NodeSelection.Candidate::region)
          .contains("北京 \"north\"", "south\n");
      assertThat(selection.candidates().getFirst().reasons().getFirst())
          .isEqualTo("this room was sent there a moment ago");
    }
  }
}
