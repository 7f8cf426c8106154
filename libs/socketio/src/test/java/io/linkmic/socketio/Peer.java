package io.linkmic.socketio;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;

/** A client made of Socket.IO's own Java library: a peer that shares no code with the door. */
public class Peer implements AutoCloseable {
  public final Socket socket;
  public final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /**
   * Connects.
   *
   * @param heard names of the events that {@link #next} waits for
   * @param transports none for the library's default
   */
  public Peer(int port, Map<String, String> auth, List<String> heard, String... transports) {
    IO.Options options =
        IO.Options.builder()
            .setForceNew(true)
            .setReconnection(false)
            .setAuth(auth)
            .setTransports(
                transports.length == 0 ? new String[] {"polling", "websocket"} : transports)
            .build();
    socket = IO.socket(java.net.URI.create("http://127.0.0.1:" + port), options);
    for (String event : heard) {
      socket.on(event, args -> events.add(event + " " + args[0]));
    }
    socket.on(Socket.EVENT_CONNECT, args -> events.add("connect"));
    socket.on(Socket.EVENT_DISCONNECT, args -> events.add("disconnect"));
    socket.on(Socket.EVENT_CONNECT_ERROR, args -> events.add("connect_error " + args[0]));
    socket.connect();
  }

  /** Waits for the next event; fails after five seconds. */
  public String next() {
    try {
      String event = events.poll(5, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event within five seconds");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public Peer connected() {
    String event = next();
    if (!event.equals("connect")) {
      throw new AssertionError(event);
    }
    return this;
  }

  public JSONObject ask(String event, Object body) {
    CompletableFuture<JSONObject> answer = new CompletableFuture<>();
    Ack ack = args -> answer.complete((JSONObject) args[0]);
    socket.emit(event, new Object[] {body}, ack);
    try {
      return answer.get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer to " + event, e);
    }
  }

  public static JSONObject json(Object... fields) {
    try {
      JSONObject object = new JSONObject();
      for (int i = 0; i < fields.length; i += 2) {
        object.put((String) fields[i], fields[i + 1]);
      }
      return object;
    } catch (JSONException e) {
      throw new AssertionError(e);
    }
  }

  public static String code(JSONObject answer) {
    return answer.optJSONObject("error") == null
        ? "ok"
        : answer.optJSONObject("error").optString("code");
  }

  @Override
  public void close() {
    socket.disconnect();
  }
}
