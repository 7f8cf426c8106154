package io.linkmic.node.signaling.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.TestNode;
import io.linkmic.node.signaling.MemoryRooms;
import io.linkmic.socketio.DocumentedTalk;
import io.linkmic.socketio.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** Replays the examples of docs/signaling.md against a running door. */
class SignalingDocIT {

  @Test
  void every_documented_message_is_what_the_door_says() throws IOException, JSONException {
    try (TestNode node = new TestNode()) {
      assertThat(new Talk(node).replay(Path.of("../docs/signaling.md"), "signaling"))
          .isGreaterThan(30);
    }
  }

  private static final class Talk extends DocumentedTalk {
    private final TestNode node;
    private final Map<String, String> tickets = new HashMap<>();

    Talk(TestNode node) {
      this.node = node;
    }

    @Override
    protected Peer arrive(String who) {
      return new Host(node, "websocket").connected();
    }

    @Override
    protected String fill(String who, String body) {
      return body.replace(
              "\"TOKEN\"",
              '"' + TestNode.token(who, MemoryRooms.ROOM, "publish", "subscribe") + '"')
          .replace("\"TICKET\"", '"' + tickets.getOrDefault(who, "") + '"')
          .replace("\"OFFER\"", "\"v=0 H264\"");
    }

    @Override
    protected void keep(String who, JSONObject data) throws JSONException {
      if (data.has("resumeTicket")) {
        tickets.put(who, data.getString("resumeTicket"));
      }
    }
  }
}
