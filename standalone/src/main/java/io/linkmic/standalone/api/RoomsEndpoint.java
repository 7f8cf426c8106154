package io.linkmic.standalone.api;

import io.linkmic.contract.room.Checked;
import io.linkmic.contract.room.CreateRoomRequest;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v1/rooms}: rooms live in the node; here they are checked, completed and passed on. */
@RestController
@RequestMapping("/v1/rooms")
class RoomsEndpoint {
  /** Without 0, O, 1, l and I, which people mix up. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

  /** 31¹² ids: the stream key is made of it, so it must not be guessed. */
  private static final int ID_LENGTH = 12;

  private final RoomRules rules;
  private final NodeClient node;
  private final ApiProperties properties;
  private final SecureRandom random = new SecureRandom();

  RoomsEndpoint(RoomRules rules, NodeClient node, ApiProperties properties) {
    this.rules = rules;
    this.node = node;
    this.properties = properties;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody CreateRoomRequest request) {
    String roomId = request.roomId() == null ? newId() : request.roomId();
    if (!caller.mayAdminister(roomId)) {
      throw new Refusal(
          Problem.of(403, "not-granted", "This token does not allow to create this room."));
    }
    RoomSettings settings =
        switch (rules.check(request)) {
          case Checked.Accepted<RoomSettings> accepted -> accepted.value();
          case Checked.Refused<RoomSettings> refused ->
              throw new Refusal(Problem.invalid(refused.message(), refused.problems()));
        };
    byte[] room =
        node.put(roomId, request.egress() == null ? withDefaultEgress(roomId, settings) : settings);
    return ResponseEntity.status(HttpStatus.CREATED)
        .location(URI.create("/v1/rooms/" + roomId))
        .contentType(MediaType.APPLICATION_JSON)
        .body(room);
  }

  /** All rooms of the node, for servers only. */
  @GetMapping
  Map<String, JsonNode> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return switch (caller) {
      case Caller.Server ignored -> Map.of("rooms", node.list());
      case Caller.Bearer ignored ->
          throw new Refusal(
              Problem.of(403, "not-granted", "A participant's token does not show all rooms."));
    };
  }

  @GetMapping("/{roomId}/program")
  ResponseEntity<byte[]> program(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String roomId) {
    if (!RoomRules.isRoomId(roomId)) {
      throw new Refusal(Problem.of(404, "room-not-found", "There is no such room."));
    }
    if (!caller.maySee(roomId)) {
      throw new Refusal(Problem.of(403, "not-granted", "This token is for another room."));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .body(node.program(roomId));
  }

  private RoomSettings withDefaultEgress(String roomId, RoomSettings settings) {
    String url = properties.defaultEgress().replace("{roomId}", roomId);
    return new RoomSettings(
        settings.name(),
        settings.maxHosts(),
        settings.emptyTimeout(),
        settings.holdTimeout(),
        settings.video(),
        settings.audio(),
        settings.layout(),
        List.of(new EgressTarget(url)));
  }

  private String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
