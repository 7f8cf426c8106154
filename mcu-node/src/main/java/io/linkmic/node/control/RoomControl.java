package io.linkmic.node.control;

import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.room.CreateRoomRequest;
import io.linkmic.contract.room.RoomDescription;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.http.Answers;
import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.room.Moderation;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rooms of this node, for mcu-api. */
@RestController
@RequestMapping("/internal/v1/rooms")
class RoomControl {
  private final RoomDirectory rooms;
  private final RoomRules rules;

  RoomControl(RoomDirectory rooms, RoomRules rules) {
    this.rooms = rooms;
    this.rules = rules;
  }

  @GetMapping
  List<RoomDescription> list() {
    return rooms.list().stream().map(RoomControl::describe).toList();
  }

  @PutMapping("/{roomId}")
  RoomDescription put(
      @PathVariable String roomId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch,
      @RequestBody CreateRoomRequest request) {
    Fence.check(rooms, roomId, epoch);
    if (!RoomRules.isRoomId(roomId)
        || (request.roomId() != null && !request.roomId().equals(roomId))) {
      throw refused("roomId is 1–64 letters, digits, '_' or '-', and the one in the path.");
    }
    RoomSettings settings =
        switch (rules.check(request)) {
          case Checked.Accepted<RoomSettings> accepted -> accepted.value();
          case Checked.Refused<RoomSettings> bad -> throw refused(bad.message());
        };
    return describe(Answers.await(rooms.put(roomId, settings)));
  }

  @GetMapping("/{roomId}")
  RoomDescription get(@PathVariable String roomId) {
    return describe(Fence.find(rooms, roomId));
  }

  @DeleteMapping("/{roomId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String roomId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch) {
    Fence.check(rooms, roomId, epoch);
    Answers.await(rooms.delete(roomId));
  }

  @GetMapping("/{roomId}/program")
  ProgramStatus program(@PathVariable String roomId) {
    return Answers.await(rooms.program(roomId));
  }

  @PatchMapping("/{roomId}/participants/{participantId}")
  ParticipantView moderate(
      @PathVariable String roomId,
      @PathVariable String participantId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch,
      @RequestBody Moderation moderation) {
    Fence.check(rooms, roomId, epoch);
    if (moderation.gain() != null
        && !(moderation.gain() >= 0 && moderation.gain() <= Moderation.LOUDEST)) {
      throw refused("gain is between 0 and " + (int) Moderation.LOUDEST + ".");
    }
    if (moderation.role() != null && !Moderation.ROLES.contains(moderation.role())) {
      throw refused("role is host, cohost or audience.");
    }
    return Answers.await(rooms.moderate(roomId, participantId, moderation));
  }

  @DeleteMapping("/{roomId}/participants/{participantId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expel(
      @PathVariable String roomId,
      @PathVariable String participantId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch) {
    Fence.check(rooms, roomId, epoch);
    Answers.await(rooms.expel(roomId, participantId));
  }

  @PutMapping("/{roomId}/links")
  RoomDescription link(
      @PathVariable String roomId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch,
      @RequestBody List<RoomLink> links) {
    Fence.check(rooms, roomId, epoch);
    String problem = LinkCheck.problem(roomId, links);
    if (problem != null) {
      throw refused(problem);
    }
    return describe(Answers.await(rooms.link(roomId, links)));
  }

  @GetMapping("/{roomId}/participants")
  List<ParticipantView> participants(@PathVariable String roomId) {
    return Fence.find(rooms, roomId).participants();
  }

  private static RoomDescription describe(RoomView room) {
    return RoomDescription.of(room.roomId(), room.settings(), room.createdAt());
  }

  private static ProblemException refused(String message) {
    return new ProblemException(
        Problem.of(RefusalCode.BAD_REQUEST.status(), RefusalCode.BAD_REQUEST.kebab(), message));
  }
}
