package io.linkmic.node.control;

import io.linkmic.node.http.Answers;
import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.relay.RelayAnswer;
import io.linkmic.node.relay.RelayOffer;
import io.linkmic.node.room.LinkEnd;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.LinkedRooms.Relay;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomDirectory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What rooms of this node give to linked rooms of other nodes. A room answers only for a link that
 * it has itself, to the room that asks.
 */
@RestController
@RequestMapping("/internal/v1/rooms/{roomId}/relays")
class RelayControl {
  private final RoomDirectory rooms;

  RelayControl(RoomDirectory rooms) {
    this.rooms = rooms;
  }

  /**
   * @param by the room that asks
   */
  @GetMapping
  List<LinkedHost> hosts(
      @PathVariable String roomId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch,
      @RequestParam String linkId,
      @RequestParam("roomId") String by) {
    Fence.check(rooms, roomId, epoch);
    return Answers.await(rooms.linked().hosts(roomId, new LinkEnd(linkId, by)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RelayAnswer relay(
      @PathVariable String roomId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch,
      @RequestBody RelayOffer offer) {
    Fence.check(rooms, roomId, epoch);
    if (!complete(offer)) {
      throw new ProblemException(
          Problem.of(
              RefusalCode.BAD_REQUEST.status(),
              RefusalCode.BAD_REQUEST.kebab(),
              "linkId, roomId, relayId, participantId and sdp must be there."));
    }
    LinkEnd to = new LinkEnd(offer.linkId(), offer.roomId());
    Relay relay = new Relay(offer.relayId(), offer.participantId());
    return new RelayAnswer(
        offer.relayId(), Answers.await(rooms.linked().relay(roomId, to, relay, offer.sdp())));
  }

  /** JSON may lack what a record must have. */
  private static boolean complete(RelayOffer offer) {
    return Stream.of(
            offer.linkId(), offer.roomId(), offer.relayId(), offer.participantId(), offer.sdp())
        .noneMatch(part -> part == null || part.isEmpty());
  }

  @DeleteMapping("/{relayId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(
      @PathVariable String roomId,
      @RequestHeader(name = Fence.EPOCH, required = false) @Nullable Long epoch,
      @PathVariable String relayId) {
    Fence.check(rooms, roomId, epoch);
    Answers.await(rooms.linked().endRelay(roomId, relayId));
  }
}
