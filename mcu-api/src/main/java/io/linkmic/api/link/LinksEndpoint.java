package io.linkmic.api.link;

import io.linkmic.api.access.Caller;
import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.node.Location;
import io.linkmic.api.node.Locations;
import io.linkmic.api.node.Programs;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.room.RoomLink;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** {@code /v1/rooms/{roomId}/links}: part of both rooms' configurations, with live states. */
@Tag(name = "links")
@RestController
@RequestMapping(path = "/v1/rooms/{roomId}/links", produces = MediaType.APPLICATION_JSON_VALUE)
class LinksEndpoint {
  private final Links links;
  private final Programs programs;
  private final Locations locations;

  LinksEndpoint(Links links, Programs programs, Locations locations) {
    this.links = links;
    this.programs = programs;
    this.locations = locations;
  }

  @Operation(
      operationId = "createLink",
      summary = "Show each of two rooms the other's hosts (PK); each keeps its own program.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({Code.INVALID_REQUEST, Code.LINK_EXISTS, Code.LINK_LIMIT, Code.ROOM_CHANGING})
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<LinkView> create(
      @PathVariable String roomId,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      @RequestBody CreateLinkRequest request) {
    RoomLink link = links.create(caller, room, request.peerRoomId());
    return ResponseEntity.created(URI.create("/v1/rooms/" + roomId + "/links/" + link.linkId()))
        .body(LinkView.of(roomId, link, running(roomId, List.of(link)).contains(link.linkId())));
  }

  @Operation(operationId = "listLinks", summary = "The room's links with their state.")
  @Needs(Right.ROOM_SEE)
  @Fails(Code.NODE_UNAVAILABLE)
  @GetMapping
  Page<LinkView> list(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    List<RoomLink> there = links.list(room);
    return new Page<>(there.isEmpty() ? List.of() : views(roomId, there), null);
  }

  private List<LinkView> views(String roomId, List<RoomLink> there) {
    Map<String, LinkStatus> states =
        programs.of(roomId).links().stream()
            .collect(
                Collectors.toMap(
                    LinkStatus::linkId, Function.identity(), (first, second) -> second));
    Set<String> running = running(roomId, there);
    return there.stream()
        .map(link -> {
          LinkStatus state = states.get(link.linkId());
          return state == null
              ? LinkView.of(roomId, link, running.contains(link.linkId()))
              : LinkView.of(roomId, link, state);
        })
        .toList();
  }

  /** Ids of those of the room's links whose both rooms run. */
  private Set<String> running(String roomId, List<RoomLink> there) {
    List<String> ids = new ArrayList<>(there.stream().map(RoomLink::peerRoomId).toList());
    ids.add(roomId);
    Map<String, Location> at = locations.find(ids);
    return there.stream()
        .filter(link -> runs(at.get(roomId)) && runs(at.get(link.peerRoomId())))
        .map(RoomLink::linkId)
        .collect(Collectors.toSet());
  }

  private static boolean runs(@Nullable Location location) {
    return location instanceof Location.Running || location instanceof Location.Silent;
  }

  @Operation(operationId = "deleteLink", summary = "End a link, in both rooms.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({Code.LINK_NOT_FOUND, Code.ROOM_CHANGING})
  @DeleteMapping(path = "/{linkId}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String roomId,
      @PathVariable String linkId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    links.delete(room, linkId);
  }
}
