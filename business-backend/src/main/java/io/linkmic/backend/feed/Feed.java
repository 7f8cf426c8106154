package io.linkmic.backend.feed;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Where events are put in. */
@Component
public class Feed {
  static final String CHANNEL = "linkmic_backend_events";

  /** PostgreSQL refuses 8000 bytes and more. */
  private static final int MOST_BYTES = 7900;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  Feed(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Tells every instance's consoles once the caller's transaction commits. */
  public void publish(FeedEvent event) {
    String text = json.writeValueAsString(event);
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      text =
          json.writeValueAsString(
              new FeedEvent(
                  event.id(),
                  event.type(),
                  event.timestamp(),
                  event.owner(),
                  event.broadcastId(),
                  event.roomId(),
                  event.nodeId(),
                  Map.of("truncated", true)));
    }
    jdbc.sql("select pg_notify(:channel, :text)")
        .param("channel", CHANNEL)
        .param("text", text)
        .query((row, number) -> 0)
        .list();
  }
}
