package io.linkmic.node.signaling.socketio;

import io.linkmic.node.TestNode;
import io.linkmic.socketio.Peer;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/** A host at a node's door. */
final class Host extends Peer {
  private static final List<String> EVENTS =
      List.of(
          "participant-joined",
          "participant-left",
          "stream-added",
          "stream-removed",
          "program-changed",
          "quality",
          "message",
          "removed",
          "room-closed",
          "error");

  Host(TestNode node, String... transports) {
    this(node, Map.of(), transports);
  }

  Host(TestNode node, Map<String, String> auth, String... transports) {
    super(port(node), auth, EVENTS, transports);
  }

  static int port(TestNode node) {
    return node.context.getBean(SocketIoDoor.class).port();
  }

  @Override
  public Host connected() {
    super.connected();
    return this;
  }

  JSONObject join(String token) {
    return ask("join", json("token", token));
  }
}
