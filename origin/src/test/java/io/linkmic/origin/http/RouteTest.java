package io.linkmic.origin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.origin.stream.StreamKey;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {
  @Test
  void streams_are_watched_at_their_key() {
    StreamKey key = new StreamKey("room-1");
    assertThat(get("/live/room-1.flv")).isEqualTo(new Route.Watch(key));
    assertThat(get("/live/room-1.flv?t=5")).isEqualTo(new Route.Watch(key));
    assertThat(Route.of(HttpMethod.HEAD, "/live/room-1.flv")).isEqualTo(new Route.WatchHead(key));
    assertThat(get("/v1/streams/room-1")).isEqualTo(new Route.OneStream(key));
  }

  @Test
  void everything_else_is_refused_for_its_own_reason() {
    assertThat(get("/live/.flv")).isEqualTo(Route.BAD_KEY);
    assertThat(get("/live/../x.flv")).isEqualTo(Route.BAD_KEY);
    assertThat(get("/live/room")).isEqualTo(Route.NO_SUCH_PAGE);
    assertThat(get("")).isEqualTo(Route.NO_SUCH_PAGE);
    assertThat(Route.of(HttpMethod.PUT, "/live/a.flv")).isEqualTo(Route.BAD_METHOD);
  }

  @Test
  void json_escapes_what_must_be_escaped() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("a", "\"\\\n");
    members.put("b", new ArrayList<>(List.of(1, true)));
    members.put("c", null);
    assertThat(Json.write(members))
        .isEqualTo("{\"a\":\"\\\"\\\\\\u000a\",\"b\":[1,true],\"c\":null}");
    assertThat(Json.write(Map.of())).isEqualTo("{}");
  }

  private static Route get(String uri) {
    return Route.of(HttpMethod.GET, uri);
  }
}
