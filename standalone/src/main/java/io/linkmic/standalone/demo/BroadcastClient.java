package io.linkmic.standalone.demo;

import io.linkmic.contract.dns.NodeSelection;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way of a host's app: a broadcast and its ticket from the business backend, a node from
 * mcu-dns. Any thread.
 */
public final class BroadcastClient {
  /** The backend waits for mcu-api for a few seconds itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String url;
  private final String authorization;

  /**
   * @param url of the business backend, {@code http://127.0.0.1:8080}
   */
  public BroadcastClient(String url, String key, String secret) {
    this.url = url;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  /** A call that was refused, or that did not reach the service. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /**
   * What admits its bearer to a room.
   *
   * @param dnsUrl where a node is chosen
   */
  public record Ticket(String token, String roomId, String dnsUrl) {
    @Override
    public String toString() {
      return "Ticket[" + roomId + "]";
    }
  }

  public CreatedBroadcast create(String title, String hostId, String hostName)
      throws IOException, InterruptedException {
    JsonNode made =
        post("/api/v1/broadcasts", Map.of("title", title, "hostId", hostId, "hostName", hostName));
    return new CreatedBroadcast(
        made.path("broadcastId").asString(""),
        made.path("roomId").asString(""),
        made.path("hostUrl").asString(""),
        made.path("watchUrl").asString(""),
        made.path("playback").path("flv").asString(""),
        made.path("playback").path("rtmp").asString(""));
  }

  /** A new ticket for the broadcast's own host. */
  public Ticket hostTicket(String broadcastId) throws IOException, InterruptedException {
    JsonNode ticket =
        post("/api/v1/broadcasts/" + broadcastId + "/invitations", Map.of("role", "host"))
            .path("ticket");
    return new Ticket(
        ticket.path("token").asString(""),
        ticket.path("roomId").asString(""),
        ticket.path("dnsUrl").asString(""));
  }

  /** {@code CREATED}, {@code LIVE}, {@code INTERRUPTED} or {@code ENDED}. */
  public String state(String broadcastId) throws IOException, InterruptedException {
    return tree(send(to(url + "/api/v1/broadcasts/" + broadcastId))).path("state").asString("");
  }

  /** The WHIP address of the best node for the ticket's room. */
  public String whipUrl(Ticket ticket) throws IOException, InterruptedException {
    String query =
        "/v1/nodes/select?roomId=" + URLEncoder.encode(ticket.roomId(), StandardCharsets.UTF_8);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ticket.dnsUrl() + query));
    NodeSelection selection =
        json.treeToValue(tree(send(request.timeout(PATIENCE))), NodeSelection.class);
    return selection.candidates().getFirst().whipUrl() + "/" + ticket.roomId();
  }

  private JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return tree(
        send(
            to(url + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))));
  }

  private HttpRequest.Builder to(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private JsonNode tree(HttpResponse<byte[]> answer) throws RefusedException {
    String detail = "It was answered with " + answer.statusCode() + ".";
    try {
      JsonNode body = json.readTree(answer.body());
      if (answer.statusCode() < 400) {
        return body;
      }
      detail = body.path("detail").asString(detail);
    } catch (JacksonException e) {
      throw new RefusedException(answer.statusCode(), detail + " It is no JSON.");
    }
    throw new RefusedException(answer.statusCode(), detail);
  }
}
