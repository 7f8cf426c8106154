package io.linkmic.api.participant;

import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.node.Location;
import io.linkmic.api.node.Locations;
import io.linkmic.api.node.NodeAnswer;
import io.linkmic.api.node.NodeCalls;
import io.linkmic.cluster.room.RoomRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/rooms/{roomId}/participants}: asked of the node that runs the room. */
@Tag(name = "participants")
@RestController
@RequestMapping(
    path = "/v1/rooms/{roomId}/participants",
    produces = MediaType.APPLICATION_JSON_VALUE)
class ParticipantsEndpoint {
  private final Locations locations;
  private final NodeCalls nodes;
  private final ObjectReader reader;

  ParticipantsEndpoint(Locations locations, NodeCalls nodes, JsonMapper json) {
    this.locations = locations;
    this.nodes = nodes;
    // A newer node may say more.
    this.reader = json.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @Operation(
      operationId = "listParticipants",
      summary = "Who is in the room; nobody when no node runs it.")
  @Needs(Right.ROOM_SEE)
  @Fails(Code.NODE_UNAVAILABLE)
  @GetMapping
  Page<ParticipantView> list(
      @PathVariable String roomId, @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    return switch (locations.find(roomId)) {
      case Location.Nowhere ignored -> new Page<>(List.of(), null);
      case Location.Silent ignored -> throw NodeAnswer.unavailable();
      case Location.Running at -> {
        NodeAnswer answer = nodes.room(at, "GET", "/participants", null);
        yield new Page<>(answer.isWithoutRoom() ? List.of() : many(answer), null);
      }
    };
  }

  @Operation(operationId = "patchParticipant", summary = "Mute, change the gain or the role.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({
    Code.PARTICIPANT_NOT_FOUND,
    Code.INVALID_REQUEST,
    Code.REFUSED_BY_NODE,
    Code.NODE_UNAVAILABLE
  })
  @PatchMapping(
      path = "/{participantId}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  ParticipantView patch(
      @PathVariable String roomId,
      @PathVariable String participantId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      @RequestBody Moderation moderation) {
    moderation.check();
    return one(nodes.room(running(roomId), "PATCH", path(participantId), moderation));
  }

  @Operation(operationId = "removeParticipant", summary = "Remove somebody from the room.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({Code.PARTICIPANT_NOT_FOUND, Code.REFUSED_BY_NODE, Code.NODE_UNAVAILABLE})
  @DeleteMapping(path = "/{participantId}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String roomId,
      @PathVariable String participantId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    nodes.room(running(roomId), "DELETE", path(participantId), null).orRefuse();
  }

  private static String path(String participantId) {
    return "/participants/" + NodeCalls.segment(participantId);
  }

  private Location.Running running(String roomId) {
    return switch (locations.find(roomId)) {
      case Location.Nowhere ignored -> throw new Refusal(Code.PARTICIPANT_NOT_FOUND);
      case Location.Silent ignored -> throw NodeAnswer.unavailable();
      case Location.Running at -> at;
    };
  }

  private ParticipantView one(NodeAnswer answer) {
    byte[] body = answer.orRefuse();
    try {
      return reader.forType(ParticipantView.class).readValue(body);
    } catch (JacksonException e) {
      throw NodeAnswer.unavailable();
    }
  }

  private List<ParticipantView> many(NodeAnswer answer) {
    byte[] body = answer.orRefuse();
    try {
      return List.of((ParticipantView[]) reader.forType(ParticipantView[].class).readValue(body));
    } catch (JacksonException e) {
      throw NodeAnswer.unavailable();
    }
  }
}
