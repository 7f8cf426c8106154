package io.linkmic.api.egress;

import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.node.Location;
import io.linkmic.api.node.Locations;
import io.linkmic.api.node.Programs;
import io.linkmic.api.room.Rooms;
import io.linkmic.api.room.Wishes;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/rooms/{roomId}/egress}: a part of the room's configuration, with live figures. */
@Tag(name = "egress")
@RestController
@RequestMapping(path = "/v1/rooms/{roomId}/egress", produces = MediaType.APPLICATION_JSON_VALUE)
class EgressEndpoint {
  private final Rooms rooms;
  private final Wishes wishes;
  private final Programs programs;
  private final Locations locations;

  EgressEndpoint(Rooms rooms, Wishes wishes, Programs programs, Locations locations) {
    this.rooms = rooms;
    this.wishes = wishes;
    this.programs = programs;
    this.locations = locations;
  }

  @Operation(operationId = "createEgress", summary = "Push the program to one more target.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({Code.INVALID_REQUEST, Code.EGRESS_LIMIT, Code.ROOM_CHANGING})
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<EgressView> create(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      @RequestBody CreateEgressRequest request) {
    EgressTarget target = wishes.target(request.url());
    rooms.change(room, null, before -> plus(before, target));
    boolean running = !(locations.find(roomId) instanceof Location.Nowhere);
    EgressView view = EgressView.of(target, null);
    return ResponseEntity.created(
            URI.create("/v1/rooms/" + roomId + "/egress/" + target.egressId()))
        .body(running ? view.connecting() : view);
  }

  @Operation(operationId = "listEgress", summary = "The room's targets with state and figures.")
  @Needs(Right.ROOM_SEE)
  @Fails(Code.NODE_UNAVAILABLE)
  @GetMapping
  Page<EgressView> list(
      @PathVariable String roomId, @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    Map<String, EgressStatus> figures =
        programs.of(roomId).egress().stream()
            .collect(
                Collectors.toMap(
                    EgressStatus::egressId, Function.identity(), (first, second) -> second));
    return new Page<>(
        room.settings().egress().stream()
            .map(target -> EgressView.of(target, figures.get(target.egressId())))
            .toList(),
        null);
  }

  @Operation(operationId = "deleteEgress", summary = "Stop pushing to a target.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({Code.EGRESS_NOT_FOUND, Code.ROOM_CHANGING})
  @DeleteMapping(path = "/{egressId}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String roomId,
      @PathVariable String egressId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    rooms.change(room, null, before -> minus(before, egressId));
  }

  private static RoomSettings plus(RoomSettings before, EgressTarget target) {
    if (before.egress().size() >= RoomRules.MAXIMUM_EGRESS) {
      throw new Refusal(Code.EGRESS_LIMIT);
    }
    List<EgressTarget> more = new ArrayList<>(before.egress());
    more.add(target);
    return before.withEgress(more);
  }

  private static RoomSettings minus(RoomSettings before, String egressId) {
    List<EgressTarget> fewer =
        before.egress().stream().filter(target -> !target.egressId().equals(egressId)).toList();
    if (fewer.size() == before.egress().size()) {
      throw new Refusal(Code.EGRESS_NOT_FOUND);
    }
    return before.withEgress(fewer);
  }
}
