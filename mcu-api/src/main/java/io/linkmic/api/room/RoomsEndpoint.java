package io.linkmic.api.room;

import io.linkmic.api.access.Caller;
import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.ETags;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Paging;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.node.Location;
import io.linkmic.api.node.Locations;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.room.CreateRoomRequest;
import io.linkmic.contract.room.RoomSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v1/rooms}. */
@Tag(name = "rooms")
@RestController
@RequestMapping(path = "/v1/rooms", produces = MediaType.APPLICATION_JSON_VALUE)
class RoomsEndpoint {
  private final Rooms rooms;
  private final RoomStore store;
  private final Wishes wishes;
  private final Locations locations;

  RoomsEndpoint(Rooms rooms, RoomStore store, Wishes wishes, Locations locations) {
    this.rooms = rooms;
    this.store = store;
    this.wishes = wishes;
    this.locations = locations;
  }

  @Operation(operationId = "createRoom", summary = "Make a room. It runs once somebody joins.")
  @Needs(Right.ROOM_IN_BODY)
  @Fails({Code.ROOM_EXISTS, Code.INVALID_REQUEST, Code.ROOM_QUOTA})
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<RoomView> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody CreateRoomRequest request) {
    String roomId = request.roomId() == null ? wishes.newRoomId() : request.roomId();
    if (!caller.mayAdminister(roomId)) {
      throw new Refusal(Code.NOT_GRANTED, "This token is for another room.");
    }
    RoomSettings settings = wishes.create(request);
    RoomRecord room = rooms.create(roomId, caller.apiKey(), settings);
    return ResponseEntity.status(HttpStatus.CREATED)
        .location(URI.create("/v1/rooms/" + roomId))
        .eTag(ETags.of(room.version()))
        .body(RoomView.of(room, null));
  }

  @Operation(operationId = "listRooms", summary = "The API key's rooms, by id.")
  @Needs(Right.SERVER)
  @Fails({Code.BAD_CURSOR, Code.BAD_LIMIT})
  @GetMapping
  Page<RoomView> list(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false)
          @Nullable
          @io.swagger.v3.oas.annotations.Parameter(
              schema =
                  @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
          String limit) {
    Paging paging = Paging.of(cursor, limit);
    RoomStore.Page page = store.list(caller.apiKey(), paging.after(), paging.limit());
    List<String> ids = page.rooms().stream().map(RoomRecord::roomId).toList();
    Map<String, Location> running = locations.find(ids);
    String next = page.next();
    return new Page<>(
        page.rooms().stream().map(room -> RoomView.of(room, running.get(room.roomId()))).toList(),
        next == null ? null : Paging.cursor(next));
  }

  @Operation(operationId = "getRoom", summary = "A room, its version as ETag, and who runs it.")
  @Needs(Right.ROOM_SEE)
  @GetMapping("/{roomId}")
  RoomView get(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      HttpServletResponse response) {
    // Not by ResponseEntity: with If-None-Match, Spring would answer 304 though the room moved.
    response.setHeader(HttpHeaders.ETAG, ETags.of(room.version()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return RoomView.of(room, locations.find(roomId));
  }

  @Operation(
      operationId = "patchRoom",
      summary = "Change a room by a merge patch (RFC 7396).",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "application/merge-patch+json",
                    schema = @Schema(implementation = CreateRoomRequest.class)),
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = CreateRoomRequest.class))
              }))
  @Needs(Right.ROOM_ADMIN)
  @Fails({
    Code.INVALID_REQUEST,
    Code.STALE_LAYOUT,
    Code.PRECONDITION_FAILED,
    Code.BAD_IF_MATCH,
    Code.ROOM_CHANGING
  })
  @PatchMapping(
      path = "/{roomId}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  RoomView patch(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode patch,
      HttpServletResponse response) {
    RoomRecord changed = rooms.change(room, ifMatch, before -> wishes.patch(roomId, before, patch));
    response.setHeader(HttpHeaders.ETAG, ETags.of(changed.version()));
    return RoomView.of(changed, locations.find(roomId));
  }

  @Operation(operationId = "deleteRoom", summary = "Delete a room and end it where it runs.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({Code.PRECONDITION_FAILED, Code.BAD_IF_MATCH, Code.ROOM_CHANGING})
  @DeleteMapping(path = "/{roomId}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    rooms.delete(room, ifMatch);
  }
}
