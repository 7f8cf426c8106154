package io.linkmic.backend.broadcast;

import static java.util.stream.Collectors.toSet;

import io.linkmic.backend.access.Caller;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import io.linkmic.backend.problem.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.JsonNode;

/** Links of two broadcasts (PK): their rooms', which mcu-api keeps. The end of either ends them. */
@RestController
@RequestMapping("/api/v1/broadcasts/{id}/links")
class LinksEndpoint {
  private final Broadcasts broadcasts;
  private final McuApi mcu;

  LinksEndpoint(Broadcasts broadcasts, McuApi mcu) {
    this.broadcasts = broadcasts;
    this.mcu = mcu;
  }

  /**
   * Body of a new link.
   *
   * @param broadcastId another one of the caller's
   */
  record LinkRequest(@Nullable String broadcastId) {}

  /** All links of a broadcast. */
  record Links(List<LinkView> items) {}

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<LinkView> link(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @RequestBody LinkRequest request) {
    Broadcast broadcast = broadcasts.requireOpen(caller, id);
    Wishes wishes = new Wishes();
    String peerId = wishes.text("broadcastId", request.broadcastId());
    if (peerId.equals(id)) {
      wishes.problem("broadcastId", "A broadcast is not linked to itself.");
    }
    wishes.check();
    Broadcast peer = broadcasts.require(caller, peerId);
    if (peer.ended()) {
      throw Refusal.of(409, "broadcast-ended", "The other broadcast has ended.");
    }
    McuAnswer answer = mcu.link(broadcast.roomId(), peer.roomId());
    LinkView view = LinkView.of(read(answer), peer);
    return ResponseEntity.created(
            URI.create("/api/v1/broadcasts/" + id + "/links/" + view.linkId()))
        .body(view);
  }

  @GetMapping
  ResponseEntity<Links> links(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    JsonNode links = read(mcu.links(broadcasts.requireOpen(caller, id).roomId())).path("items");
    Map<String, Broadcast> peers =
        broadcasts.byRoom(
            caller, links.valueStream().map(LinksEndpoint::peerRoomId).collect(toSet()));
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .body(
            new Links(
                links
                    .valueStream()
                    .map(link -> LinkView.of(link, peers.get(peerRoomId(link))))
                    .toList()));
  }

  @DeleteMapping("/{linkId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlink(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @PathVariable String linkId) {
    read(mcu.unlink(broadcasts.requireOpen(caller, id).roomId(), linkId));
  }

  private static String peerRoomId(JsonNode link) {
    return link.path("peerRoomId").asString("");
  }

  private JsonNode read(McuAnswer answer) {
    return mcu.tree(inOurWords(answer).orRefuse());
  }

  /** mcu-api speaks of rooms, our callers of broadcasts. */
  private static McuAnswer inOurWords(McuAnswer answer) {
    return answer instanceof McuAnswer.Refused refused
        ? new McuAnswer.Refused(
            refused.status(),
            refused.code(),
            switch (refused.code()) {
              case "link-exists" -> "The two broadcasts are linked already.";
              case "link-limit" -> "One of the two broadcasts has 3 links, as many as it may have.";
              case "link-not-found" -> "This broadcast has no such link.";
              case "room-not-found" -> "The room of one of the broadcasts is not there any more.";
              default -> refused.detail();
            },
            refused.retryAfter())
        : answer;
  }
}
