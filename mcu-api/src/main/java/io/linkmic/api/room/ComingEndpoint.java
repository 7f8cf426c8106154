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
  @Operation(operationId = "migrateRoom", summary = "Comes with moving live rooms between nodes.")
  @Needs(Right.ROOM_ADMIN)
  @Fails(Code.NOT_SUPPORTED)
  @PostMapping("/migration")
  void migrate(
      @PathVariable String roomId, @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room) {
    throw new Refusal(Code.NOT_SUPPORTED);
  }
}
