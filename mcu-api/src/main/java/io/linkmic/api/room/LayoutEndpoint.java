package io.linkmic.api.room;

import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.ETags;
import io.linkmic.api.http.Fails;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.LayoutRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/rooms/{roomId}/layout}: a part of the room's configuration, under its ETag. */
@Tag(name = "rooms")
@RestController
@RequestMapping(path = "/v1/rooms/{roomId}/layout", produces = MediaType.APPLICATION_JSON_VALUE)
class LayoutEndpoint {
  private final Rooms rooms;
  private final Wishes wishes;

  LayoutEndpoint(Rooms rooms, Wishes wishes) {
    this.rooms = rooms;
    this.wishes = wishes;
  }

  @Operation(operationId = "getLayout", summary = "How several hosts share the picture.")
  @Needs(Right.ROOM_SEE)
  @GetMapping
  Layout get(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      HttpServletResponse response) {
    response.setHeader(HttpHeaders.ETAG, ETags.of(room.version()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return room.settings().layout();
  }

  @Operation(
      operationId = "putLayout",
      summary = "Share the picture in another way, from the next frame on.")
  @Needs(Right.ROOM_ADMIN)
  @Fails({
    Code.INVALID_REQUEST,
    Code.STALE_LAYOUT,
    Code.PRECONDITION_FAILED,
    Code.BAD_IF_MATCH,
    Code.ROOM_CHANGING
  })
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Layout put(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody LayoutRequest request,
      HttpServletResponse response) {
    RoomRecord changed =
        rooms.change(
            room, ifMatch, before -> before.withLayout(wishes.layout(before.layout(), request)));
    response.setHeader(HttpHeaders.ETAG, ETags.of(changed.version()));
    return changed.settings().layout();
  }
}
