package io.linkmic.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.socketio.DocumentedTalk;
import io.linkmic.socketio.Peer;
import java.io.IOException;
import java.nio.file.Path;
import org.json.JSONException;
import org.junit.jupiter.api.Test;

/** Replays the examples of docs/chat.md against a running door. */
class ChatDocIT {

  @Test
  void every_documented_message_is_what_the_door_says() throws IOException, JSONException {
    try (ChatServer server = new ChatServer(RealPostgres.newDatabase(), null)) {
      assertThat(new Talk(server).replay(Path.of("../docs/chat.md"), "chat")).isGreaterThan(30);
    }
  }

  private static final class Talk extends DocumentedTalk {
    private final ChatServer server;
    private final String room;

    Talk(ChatServer server) {
      this.server = server;
      this.room = ChatServer.room(server.broadcast());
    }

    @Override
    protected Peer arrive(String who) {
      return new Chatter(server.chatPort()).connected();
    }

    @Override
    protected String fill(String who, String body) {
      return body.replace("\"TOKEN\"", '"' + ChatServer.token(who, room, "message") + '"');
    }
  }
}
