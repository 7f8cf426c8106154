package io.linkmic.api.node;

import io.linkmic.api.ApiProperties;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.node.NodeRecord;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the nodes' internal HTTP. Any thread that may wait two seconds. */
@Component
public class NodeCalls implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCalls.class);

  /** The same data centre accepts within a millisecond. */
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

  /** A room answers from its mailbox within milliseconds; a node that hangs is not waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A hundred participants have 20 KB. */
  private static final long LARGEST_ANSWER = 1 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String authorization;
  private final JsonMapper json;

  NodeCalls(ApiProperties properties, JsonMapper json) {
    this.authorization = "Bearer " + properties.serviceToken();
    this.json = json;
  }

  @Override
  public void destroy() {
    http.shutdownNow();
  }

  /**
   * About a room that the node runs.
   *
   * @param path below the room: {@code /program}; empty for the room itself
   * @param body written as JSON; null for none
   */
  public NodeAnswer room(Location.Running at, String method, String path, @Nullable Object body) {
    return call(at.node(), at.lease(), method, "/rooms/" + at.lease().roomId() + path, body);
  }

  /** About the node itself. */
  public NodeAnswer node(NodeRecord node, String method, String path, @Nullable Object body) {
    return call(node, null, method, path, body);
  }

  /** One segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private NodeAnswer call(
      NodeRecord node, @Nullable Lease lease, String method, String path, @Nullable Object body) {
    URI uri;
    try {
      uri = URI.create(node.controlUrl().replaceAll("/+$", "") + "/internal/v1" + path);
    } catch (IllegalArgumentException e) {
      LOG.warn("node {} advertises a control URL that is none", node.nodeId());
      return new NodeAnswer.Away();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Accept", "application/json, application/problem+json");
    if (lease != null) {
      request.header("LinkMic-Epoch", Long.toString(lease.epoch()));
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }
    return send(node, request.build());
  }

  private NodeAnswer send(NodeRecord node, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The request's own timeout ends with the headers; a body that trickles is not waited for.
      return read(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("node {} does not answer {}", node.nodeId(), request.method());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer.cancel(true);
    return new NodeAnswer.Away();
  }

  private NodeAnswer read(HttpResponse<byte[]> answer) {
    if (answer.statusCode() < 300) {
      return new NodeAnswer.Done(answer.body());
    }
    try {
      JsonNode said = json.readTree(answer.body());
      return new NodeAnswer.Refused(
          answer.statusCode(),
          said.path("code").asString(""),
          said.path("detail").asString("The node refused."));
    } catch (JacksonException e) {
      return new NodeAnswer.Refused(answer.statusCode(), "", "The node refused.");
    }
  }
}
