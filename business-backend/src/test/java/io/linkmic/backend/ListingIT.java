package io.linkmic.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListingIT {

  @Test
  void pages_show_every_broadcast_once_newest_first() throws Exception {
    try (McuApiPeer mcu = new McuApiPeer();
        RunningBackend backend = new RunningBackend(RealPostgres.newDatabase(), mcu.url())) {
      List<String> made = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        made.add(backend.create().path("broadcastId").asString());
      }
      // Two of the same instant: the id decides.
      backend
          .jdbc()
          .sql(
              "update broadcast set created_at = (select min(created_at) from broadcast)"
                  + " where id in (?, ?)")
          .params(made.get(0), made.get(1))
          .update();
      List<String> seen = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page =
            backend
                .call(
                    "GET",
                    "/api/v1/broadcasts?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor),
                    null)
                .json();
        page.path("items").forEach(item -> seen.add(item.path("broadcastId").asString()));
        cursor = page.path("nextCursor").asString("");
      } while (!cursor.isEmpty());
      assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
      List<String> newestFirst = new ArrayList<>(made.subList(2, 7));
      Collections.reverse(newestFirst);
      assertThat(seen.subList(0, 5)).isEqualTo(newestFirst);

      backend.call("POST", "/api/v1/broadcasts/" + made.getFirst() + "/end", null);
      JsonNode ended = backend.call("GET", "/api/v1/broadcasts?state=ENDED", null).json();
      assertThat(ended.path("items")).hasSize(1);
      for (String wrong : List.of("limit=0", "limit=101", "state=DEAD")) {
        assertThat(backend.call("GET", "/api/v1/broadcasts?" + wrong, null).status())
            .as(wrong)
            .isEqualTo(422);
      }
      for (String wrong :
          List.of("limit=x", "cursor=!", "cursor=AAAA", "cursor=" + "A".repeat(2000))) {
        assertThat(backend.call("GET", "/api/v1/broadcasts?" + wrong, null).status())
            .as(wrong)
            .isEqualTo(400);
      }
    }
  }
}
