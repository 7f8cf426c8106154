package io.linkmic.node.control;

import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The node itself, for mcu-api. */
@RestController
@RequestMapping("/internal/v1")
class NodeControl {
  private final RoomDirectory rooms;

  NodeControl(RoomDirectory rooms) {
    this.rooms = rooms;
  }

  record DrainRequest(@Nullable Boolean draining) {}

  /**
   * @param rooms that still run here
   */
  record Draining(boolean draining, int rooms) {}

  @PostMapping("/drain")
  Draining drain(@RequestBody DrainRequest request) {
    if (request.draining() == null) {
      throw new ProblemException(
          Problem.of(
              RefusalCode.BAD_REQUEST.status(),
              RefusalCode.BAD_REQUEST.kebab(),
              "draining is true or false."));
    }
    rooms.drain(request.draining());
    return new Draining(rooms.draining(), rooms.list().size());
  }
}
