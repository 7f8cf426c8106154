package io.linkmic.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of a Socket.IO v4 client as asks and is answered (Engine.IO 4, WebSocket only). Calls
 * from one thread, answers arrive on another.
 */
final class SignalingClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LIMIT_SECONDS = 10;

  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
  private final AtomicInteger next = new AtomicInteger();
  private final WebSocket socket;

  SignalingClient(HttpClient http, int port) throws IOException, InterruptedException {
    socket =
        await(
            http.newWebSocketBuilder()
                .buildAsync(
                    URI.create(
                        "ws://127.0.0.1:%d/socket.io/?EIO=4&transport=websocket".formatted(port)),
                    new Listener()));
    await(connected);
  }

  /** Emits an event and waits for its acknowledgement's data. */
  JsonNode ask(String event, Map<String, String> body) throws IOException, InterruptedException {
    int id = next.getAndIncrement();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    String array = JSON.writeValueAsString(new Object[] {event, body});
    await(socket.sendText("42" + id + array, true));
    JsonNode ack = await(answer);
    if (!ack.path("ok").asBoolean()) {
      throw new IOException(event + " was refused: " + ack);
    }
    return ack.path("data");
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the node's Socket.IO door does not answer", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      from.request(1);
      if (!last) {
        return null;
      }
      String whole = message.toString();
      message.setLength(0);
      return received(from, whole);
    }

    /** An Engine.IO type, and behind type 4 a Socket.IO type. */
    private @Nullable CompletionStage<?> received(WebSocket from, String text) {
      if (text.startsWith("0")) {
        return from.sendText("40", true);
      } else if (text.equals("2")) {
        return from.sendText("3", true);
      } else if (text.startsWith("40")) {
        connected.complete(true);
      } else if (text.startsWith("43")) {
        int array = text.indexOf('[');
        var answer = asked.remove(Integer.parseInt(text.substring(2, array)));
        if (answer != null) {
          answer.complete(JSON.readTree(text.substring(array)).path(0));
        }
      }
      return null;
    }
  }
}
