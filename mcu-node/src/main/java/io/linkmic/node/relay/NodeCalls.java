package io.linkmic.node.relay;

import io.linkmic.node.relay.Whereabouts.There;
import io.linkmic.node.room.LinkEnd;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of other nodes' internal HTTP, with the service token and the lease's epoch. Addresses come
 * from the nodes' own records, never from a request. Any thread that may wait two seconds.
 */
public final class NodeCalls implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  // 100 hosts have 20 KB, an answer 2 KB.
  private static final long LARGEST_ANSWER = 1 << 18;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final @Nullable String serviceToken;
  private final JsonMapper json;

  /**
   * @param serviceToken null where there is none: then no node is called
   */
  public NodeCalls(@Nullable String serviceToken, JsonMapper json) {
    this.serviceToken = serviceToken == null || serviceToken.isBlank() ? null : serviceToken;
    // A newer node may say more.
    this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  Outcome<List<LinkedHost>> hosts(There node, String roomId, LinkEnd ofThatRoom) {
    String query =
        "?linkId=" + word(ofThatRoom.linkId()) + "&roomId=" + word(ofThatRoom.peerRoomId());
    return call(node, "GET", roomId, query, null, LinkedHost[].class, List::of);
  }

  Outcome<RelayAnswer> relay(There node, String roomId, RelayOffer offer) {
    return call(node, "POST", roomId, "", offer, RelayAnswer.class, answer -> answer);
  }

  /** Nobody waits for it: what is not ended by us ends with its path. */
  void endRelay(There node, String roomId, String relayId) {
    var _ = call(node, "DELETE", roomId, "/" + word(relayId), null, Void.class, nothing -> true);
  }

  private static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private <B, T> Outcome<T> call(
      There node,
      String method,
      String roomId,
      String rest,
      @Nullable Object body,
      Class<B> shape,
      java.util.function.Function<B, T> read) {
    String token = serviceToken;
    if (token == null) {
      return Outcome.refused(
          RefusalCode.UNAVAILABLE, "Without linkmic.node.service-token no other node is asked.");
    }
    String path = "/internal/v1/rooms/" + word(roomId) + "/relays" + rest;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.control() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json, application/problem+json")
            .header("LinkMic-Epoch", Long.toString(node.epoch()));
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }
    HttpResponse<byte[]> answer = send(request.build());
    if (answer == null) {
      return Outcome.refused(
          RefusalCode.UNAVAILABLE, "The linked room's node " + node.nodeId() + " does not answer.");
    }
    return understood(answer, shape, read);
  }

  private <B, T> Outcome<T> understood(
      HttpResponse<byte[]> answer, Class<B> shape, java.util.function.Function<B, T> read) {
    try {
      if (answer.statusCode() >= 300) {
        JsonNode said = json.readTree(answer.body());
        return Outcome.refused(
            code(said.path("code").asString("")),
            said.path("detail").asString("The other node refused."));
      }
      return Outcome.done(read.apply(json.readValue(answer.body(), shape)));
    } catch (JacksonException | NullPointerException notOurs) {
      return Outcome.refused(
          RefusalCode.UNAVAILABLE, "The other node's answer cannot be understood.");
    }
  }

  private static RefusalCode code(String word) {
    for (RefusalCode code : RefusalCode.values()) {
      if (code.kebab().equals(word)) {
        return code;
      }
    }
    return RefusalCode.UNAVAILABLE;
  }

  private @Nullable HttpResponse<byte[]> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The request's own timeout ends with the headers; a body that trickles is not waited for.
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException away) {
      answer.cancel(true);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      return null;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
