package io.linkmic.api.room;

import io.linkmic.api.access.FoundRoom;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.node.Programs;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.contract.program.ProgramStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/rooms/{roomId}/program}. */
@Tag(name = "rooms")
@RestController
class ProgramEndpoint {
  private final Programs programs;

  ProgramEndpoint(Programs programs) {
    this.programs = programs;
  }

  @Operation(operationId = "getProgram", summary = "What is on air, why, and its figures.")
  @Needs(Right.ROOM_SEE)
  @Fails(Code.NODE_UNAVAILABLE)
  @GetMapping(path = "/v1/rooms/{roomId}/program", produces = MediaType.APPLICATION_JSON_VALUE)
  ProgramStatus program(
      @PathVariable String roomId,
      @RequestAttribute(FoundRoom.ATTRIBUTE) RoomRecord room,
      HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return programs.of(room.roomId());
  }
}
