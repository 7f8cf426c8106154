package io.linkmic.backend.testing;

import static java.util.stream.Collectors.toSet;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What mcu-api answers about tokens, participants, nodes and the blacklist, from memory. Any
 * thread.
 */
public final class FleetPart implements McuApiPeer.Part {
  private static final TokenMinter MINTER =
      new TokenMinter(
          ApiKeys.of(Map.of(RunningBackend.OPERATOR_KEY, RunningBackend.OPERATOR_SECRET), false));

  private final Map<String, Map<String, Object>> people = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> blacklist = new LinkedHashMap<>();
  private final Map<String, String> rooms = new LinkedHashMap<>();
  private final List<String> silent = new ArrayList<>();
  private ObjectNode layout = Shapes.layout();
  private boolean nodes = true;
  private boolean draining;
  private int count;

  public synchronized void reset() {
    people.clear();
    blacklist.clear();
    rooms.clear();
    silent.clear();
    layout = Shapes.layout();
    nodes = true;
    draining = false;
  }

  public synchronized void noNodes() {
    nodes = false;
  }

  /**
   * @param nodeId null when no node runs it
   */
  public synchronized void room(String roomId, String nodeId) {
    rooms.put(roomId, nodeId);
  }

  /** What an operator blacklisted before. */
  public synchronized void entry(String id) {
    JsonNode asked = Shapes.JSON.createObjectNode().put("region", "cn-south").put("reason", "old");
    blacklist.put(id, Shapes.blacklistEntry(id, asked));
  }

  /** A node that went without a good-bye. */
  public synchronized void silent(String nodeId) {
    silent.add(nodeId);
  }

  public synchronized void seat(String participantId, String name) {
    people.put(participantId, Shapes.participant(participantId, name));
  }

  /** Of somebody in the room; empty for nobody. */
  public synchronized Optional<Object> participant(String participantId, String field) {
    return Optional.ofNullable(people.get(participantId)).map(person -> person.get(field));
  }

  public synchronized boolean draining() {
    return draining;
  }

  /** The one that all rooms have. */
  public synchronized JsonNode layout() {
    return layout.deepCopy();
  }

  /** Somebody else changes it. */
  public synchronized void template(String word) {
    layout.put("template", word).put("sequence", layout.path("sequence").asLong() + 1);
  }

  @Override
  public synchronized Optional<McuApiPeer.Reply> answer(String call, JsonNode body) {
    String last = call.substring(call.lastIndexOf('/') + 1);
    if (call.equals("POST /v1/tokens")) {
      return json(201, minted(body));
    } else if (call.equals("GET /v1/rooms")) {
      return items(rooms.entrySet().stream().map(FleetPart::described).toList());
    } else if (call.startsWith("GET /v1/rooms/") && last.equals("layout")) {
      return json(200, layout);
    } else if (call.startsWith("PUT /v1/rooms/") && last.equals("layout")) {
      return replaced(body);
    } else if (call.endsWith("/participants")) {
      return items(people.values());
    } else if (call.contains("/participants/") && !people.containsKey(last)) {
      return Optional.of(McuApiPeer.problem(404, "participant-not-found"));
    } else if (call.startsWith("PATCH /v1/rooms/")) {
      people.get(last).put("audioMuted", body.path("audioMuted").asBoolean());
      return json(200, people.get(last));
    } else if (call.startsWith("DELETE /v1/rooms/") && call.contains("/participants/")) {
      people.remove(last);
      return json(204, null);
    } else if (call.equals("GET /v1/nodes")) {
      return json(200, nodes());
    } else if (call.equals("POST /v1/nodes/node-1/drain")) {
      draining = body.path("draining").asBoolean();
      return json(200, Map.of("nodeId", "node-1", "draining", draining, "rooms", 3));
    }
    return call.contains(" /v1/blacklist") ? blacklist(call, last, body) : Optional.empty();
  }

  private Optional<McuApiPeer.Reply> replaced(JsonNode body) {
    if (body.path("sequence").asLong() <= layout.path("sequence").asLong()) {
      return Optional.of(McuApiPeer.problem(409, "stale-layout"));
    }
    layout = body.asObject().deepCopy();
    if (layout.path("watermark").path("image") instanceof ObjectNode image) {
      for (String place : List.of("x", "y", "width", "height", "opacity")) {
        image.set(place, image.path(place).isNumber() ? image.path(place) : image.numberNode(0.1));
      }
    }
    if (layout.path("watermark").path("text") instanceof ObjectNode text) {
      text.put("x", 0.02)
          .put("y", 0.02)
          .put("height", 0.05)
          .put("colour", "#ffffff")
          .put("opacity", 1);
    }
    return json(200, layout);
  }

  private Optional<McuApiPeer.Reply> blacklist(String call, String last, JsonNode body) {
    if (call.startsWith("POST")
        && !body.has("nodeId")
        && !body.has("network")
        && !body.has("region")) {
      return Optional.of(McuApiPeer.problem(422, "invalid-request"));
    } else if (call.startsWith("POST")) {
      String id = "entry-" + ++count;
      Map<String, Object> entry = Shapes.blacklistEntry(id, body);
      blacklist.put(id, entry);
      return json(201, entry);
    } else if (call.startsWith("DELETE")) {
      return blacklist.remove(last) == null
          ? Optional.of(McuApiPeer.problem(404, "entry-not-found"))
          : json(204, null);
    }
    return items(blacklist.values());
  }

  /** Real ones: the chat verifies them. */
  private static Map<String, Object> minted(JsonNode body) {
    Instant until = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
    String token =
        MINTER.mint(
            new ParticipantClaims(
                RunningBackend.OPERATOR_KEY,
                body.path("participantId").asString(),
                body.path("name").asString(),
                body.path("roomId").asString(),
                body.path("grants").valueStream().map(JsonNode::asString).collect(toSet()),
                until,
                null));
    return Map.of("token", token, "expiresAt", until);
  }

  private Map<String, Object> nodes() {
    return Map.of(
        "at",
        Shapes.now(),
        "items",
        nodes ? List.of(Shapes.node("node-1", draining)) : List.of(),
        "silent",
        silent.stream().map(id -> Map.of("nodeId", id, "beatAt", Shapes.now())).toList());
  }

  private static Map<String, Object> described(Map.Entry<String, String> room) {
    return Shapes.room(
        room.getKey(), Shapes.JSON.createObjectNode().put("name", "Show"), room.getValue());
  }

  private static Optional<McuApiPeer.Reply> items(Iterable<?> items) {
    return json(200, Map.of("items", items));
  }

  private static Optional<McuApiPeer.Reply> json(int status, Object body) {
    return Optional.of(
        new McuApiPeer.Reply(status, body == null ? "" : Shapes.JSON.writeValueAsString(body)));
  }
}
