package io.linkmic.backend.broadcast;

import io.linkmic.backend.access.Caller;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What happens in a broadcast's room: passed on to mcu-api and answered as it answers. */
@RestController
@RequestMapping("/api/v1/broadcasts/{id}")
class RoomEndpoint {
  private final Broadcasts broadcasts;
  private final McuApi mcu;

  RoomEndpoint(Broadcasts broadcasts, McuApi mcu) {
    this.broadcasts = broadcasts;
    this.mcu = mcu;
  }

  @GetMapping("/program")
  ResponseEntity<byte[]> program(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    return passOn(mcu.program(broadcasts.requireOpen(caller, id).roomId()));
  }

  @GetMapping("/layout")
  ResponseEntity<byte[]> layout(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    return passOn(mcu.layout(broadcasts.requireOpen(caller, id).roomId()));
  }

  @PutMapping(path = "/layout", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> replaceLayout(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @RequestBody JsonNode layout) {
    return passOn(mcu.replaceLayout(broadcasts.requireOpen(caller, id).roomId(), layout));
  }

  @GetMapping("/participants")
  ResponseEntity<byte[]> participants(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    return passOn(mcu.participants(broadcasts.requireOpen(caller, id).roomId()));
  }

  @PatchMapping(path = "/participants/{participantId}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> change(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @PathVariable String participantId,
      @RequestBody JsonNode change) {
    return passOn(
        mcu.changeParticipant(broadcasts.requireOpen(caller, id).roomId(), participantId, change));
  }

  @DeleteMapping("/participants/{participantId}")
  ResponseEntity<byte[]> remove(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @PathVariable String participantId) {
    return passOn(
        mcu.removeParticipant(broadcasts.requireOpen(caller, id).roomId(), participantId));
  }

  private static ResponseEntity<byte[]> passOn(McuAnswer answer) {
    byte[] body = answer.orRefuse();
    return body.length == 0
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .header("Cache-Control", "no-store")
            .body(body);
  }
}
