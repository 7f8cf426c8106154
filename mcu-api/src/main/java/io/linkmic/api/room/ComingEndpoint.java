package io.linkmic.api.room;

import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Refusal;
import io.linkmic.cluster.room.RoomRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Paths of the contract whose features come later: 501, for those who may call them at all. */
@Tag(name = "coming")
@RestController
@RequestMapping("/v1/rooms/{roomId}")
class ComingEndpoint {
  private static final String LINKS = "Links come with link-mic across rooms.";
  private static final String MIGRATION =
      "Migration comes with moving live rooms between nodes; until then, drain the node.";

  @Operation(operationId = "createLink", summary = "Comes with link-mic across rooms.")
  @Needs(Right.ROOM_ADMIN)
  @Fails(Code.NOT_SUPPORTED)
  @PostMapping("/links")
  void link(@PathVariable String roomId, @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    throw new Refusal(Code.NOT_SUPPORTED, LINKS);
  }

  @Operation(operationId = "listLinks", summary = "Comes with link-mic across rooms.")
  @Needs(Right.ROOM_SEE)
  @Fails(Code.NOT_SUPPORTED)
  @GetMapping("/links")
  void links(@PathVariable String roomId, @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    throw new Refusal(Code.NOT_SUPPORTED, LINKS);
  }

  @Operation(operationId = "deleteLink", summary = "Comes with link-mic across rooms.")
  @Needs(Right.ROOM_ADMIN)
  @Fails(Code.NOT_SUPPORTED)
  @DeleteMapping("/links/{linkId}")
  void unlink(
      @PathVariable String roomId,
      @PathVariable String linkId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    throw new Refusal(Code.NOT_SUPPORTED, LINKS);
  }

  @Operation(operationId = "migrateRoom", summary = "Comes with moving live rooms between nodes.")
  @Needs(Right.ROOM_ADMIN)
  @Fails(Code.NOT_SUPPORTED)
  @PostMapping("/migration")
  void migrate(
      @PathVariable String roomId, @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    throw new Refusal(Code.NOT_SUPPORTED, MIGRATION);
  }
}
