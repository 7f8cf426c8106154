package io.linkmic.backend.mcu;

import io.linkmic.backend.BackendProperties;
import io.linkmic.contract.token.ApiKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The calls of mcu-api that a business backend makes. Any thread that may wait five seconds. */
@Component
public class McuApi {
  private final McuHttp http;
  private final JsonMapper json;

  McuApi(BackendProperties properties, ApiKeys keys, JsonMapper json) {
    String key =
        properties.mcuApi().key() == null ? keys.first().getKey() : properties.mcuApi().key();
    String secret =
        keys.secret(key)
            .orElseThrow(() ->
                new IllegalStateException(
                    "linkmic.backend.mcu-api.key names no key of linkmic.api-keys."));
    this.http = new McuHttp(properties.mcuApi().url(), key, secret, json);
    this.json = json;
  }

  /** The answer's JSON; missing when it is none. */
  public JsonNode tree(McuAnswer.Done answer) {
    return tree(answer.body());
  }

  /** The same of an answer's body. */
  public JsonNode tree(byte[] body) {
    try {
      return json.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * @param egress where the program is pushed; {@code {epoch}} is the node's to fill in
   * @param idempotencyKey the same for every try of the same creation
   */
  public McuAnswer createRoom(String roomId, String name, String egress, String idempotencyKey) {
    Map<String, Object> body =
        Map.of("roomId", roomId, "name", name, "egress", List.of(Map.of("url", egress)));
    return http.call("POST", "/v1/rooms", body, idempotencyKey);
  }

  public McuAnswer deleteRoom(String roomId) {
    return http.call("DELETE", room(roomId), null, null);
  }

  public McuAnswer rooms(Map<String, String> query) {
    return http.call("GET", "/v1/rooms" + query(query), null, null);
  }

  /**
   * @param ttl ISO 8601
   */
  public McuAnswer createToken(
      String roomId, String participantId, String name, List<String> grants, String ttl) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("roomId", roomId);
    body.put("participantId", participantId);
    body.put("name", name);
    body.put("grants", grants);
    body.put("ttl", ttl);
    return http.call("POST", "/v1/tokens", body, null);
  }

  public McuAnswer program(String roomId) {
    return http.call("GET", room(roomId) + "/program", null, null);
  }

  public McuAnswer layout(String roomId) {
    return http.call("GET", room(roomId) + "/layout", null, null);
  }

  /**
   * @param layout the whole of it; what it leaves out gets its default
   */
  public McuAnswer replaceLayout(String roomId, JsonNode layout) {
    return http.call("PUT", room(roomId) + "/layout", layout, null);
  }

  public McuAnswer participants(String roomId) {
    return http.call("GET", room(roomId) + "/participants", null, null);
  }

  public McuAnswer changeParticipant(String roomId, String participantId, JsonNode change) {
    return http.call("PATCH", participant(roomId, participantId), change, null);
  }

  public McuAnswer removeParticipant(String roomId, String participantId) {
    return http.call("DELETE", participant(roomId, participantId), null, null);
  }

  /** Shows each of the two rooms the other's hosts. */
  public McuAnswer link(String roomId, String peerRoomId) {
    return http.call("POST", room(roomId) + "/links", Map.of("peerRoomId", peerRoomId), null);
  }

  public McuAnswer links(String roomId) {
    return http.call("GET", room(roomId) + "/links", null, null);
  }

  /** Of either room: the link ends for both. */
  public McuAnswer unlink(String roomId, String linkId) {
    return http.call("DELETE", room(roomId) + "/links/" + encoded(linkId), null, null);
  }

  public McuAnswer nodes(Map<String, String> query) {
    return http.call("GET", "/v1/nodes" + query(query), null, null);
  }

  public McuAnswer drain(String nodeId, JsonNode body) {
    return http.call("POST", "/v1/nodes/" + encoded(nodeId) + "/drain", body, null);
  }

  public McuAnswer blacklist(Map<String, String> query) {
    return http.call("GET", "/v1/blacklist" + query(query), null, null);
  }

  public McuAnswer blacklistAdd(JsonNode entry) {
    return http.call("POST", "/v1/blacklist", entry, null);
  }

  public McuAnswer blacklistRemove(String entryId) {
    return http.call("DELETE", "/v1/blacklist/" + encoded(entryId), null, null);
  }

  public McuAnswer webhooks(@Nullable String cursor) {
    Map<String, String> query =
        cursor == null ? Map.of("limit", "100") : Map.of("limit", "100", "cursor", cursor);
    return http.call("GET", "/v1/webhooks" + query(query), null, null);
  }

  /**
   * @param secret {@code whsec_…}, ours: every instance must know it before the first event
   */
  public McuAnswer subscribe(String url, String secret, String idempotencyKey) {
    return http.call("POST", "/v1/webhooks", Map.of("url", url, "secret", secret), idempotencyKey);
  }

  /**
   * The secret that signs from now on; the one before signs too for a day.
   *
   * @param secret {@code whsec_…}
   */
  public McuAnswer rotateSecret(String webhookId, String secret) {
    String path = "/v1/webhooks/" + encoded(webhookId) + "/secret";
    return http.call("POST", path, Map.of("secret", secret), null);
  }

  /** Sends events again to a receiver that once said that it is gone. */
  public McuAnswer enableWebhook(String webhookId) {
    return http.call("POST", "/v1/webhooks/" + encoded(webhookId) + "/enable", null, null);
  }

  private static String room(String roomId) {
    return "/v1/rooms/" + encoded(roomId);
  }

  private static String participant(String roomId, String participantId) {
    return room(roomId) + "/participants/" + encoded(participantId);
  }

  private static String query(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
