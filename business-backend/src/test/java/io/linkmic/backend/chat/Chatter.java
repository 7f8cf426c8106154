package io.linkmic.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.socketio.Peer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;

/** Somebody at a chat's door. */
final class Chatter extends Peer {
  private static final List<String> EVENTS = List.of("message", "muted", "chat-closed", "error");

  /** The answer to the last {@link #join}. */
  JSONObject joined = new JSONObject();

  Chatter(int port, String... transports) {
    super(port, Map.of(), EVENTS, transports.length == 0 ? new String[] {"websocket"} : transports);
  }

  Chatter(int port, Map<String, String> auth) {
    super(port, auth, EVENTS, "websocket");
  }

  @Override
  public Chatter connected() {
    super.connected();
    return this;
  }

  Chatter join(String participantId, String broadcastId, String... grants) {
    String token = ChatServer.token(participantId, ChatServer.room(broadcastId), grants);
    JSONObject answer = ask("join", json("token", token));
    assertThat(code(answer)).as(answer.toString()).isEqualTo("ok");
    joined = data(answer);
    return this;
  }

  JSONObject say(String text) {
    return ask("send", json("text", text));
  }

  /** Says it, which must be possible; its id. */
  long said(String text) {
    JSONObject answer = say(text);
    assertThat(code(answer)).as(answer.toString()).isEqualTo("ok");
    return data(answer).optLong("messageId");
  }

  /** The next event must be a message; {@code id text}. */
  String heard() {
    String event = next();
    assertThat(event).startsWith("message ");
    try {
      JSONObject message = new JSONObject(event.substring("message ".length()));
      return message.getLong("messageId") + " " + message.getString("text");
    } catch (JSONException e) {
      throw new AssertionError(event, e);
    }
  }

  /** Nothing came so far, and nothing comes while something else is waited for. */
  boolean heardNothing() {
    try {
      return events.poll(200, TimeUnit.MILLISECONDS) == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JSONObject data(JSONObject answer) {
    return answer.optJSONObject("data");
  }
}
