package io.linkmic.node.relay;

import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.LinkEnd;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.LinkedRooms.Relay;
import io.linkmic.node.room.Outcome;
import java.util.List;

/** The other room is on another node: its streams come by WebRTC. */
final class RemoteSide implements OtherSide {
  private final NodeCalls calls;
  private final PullGate gate;
  private final Whereabouts.There there;
  private final String roomId;
  private final LinkEnd ofThatRoom;

  /**
   * @param roomId the other room
   * @param ofThatRoom the link as that room sees it
   */
  RemoteSide(
      NodeCalls calls, PullGate gate, Whereabouts.There there, String roomId, LinkEnd ofThatRoom) {
    this.calls = calls;
    this.gate = gate;
    this.there = there;
    this.roomId = roomId;
    this.ofThatRoom = ofThatRoom;
  }

  @Override
  public String place() {
    return there.nodeId() + " " + there.epoch();
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public Outcome<List<LinkedHost>> hosts() {
    return calls.hosts(there, roomId, ofThatRoom);
  }

  @Override
  public Outcome<IngestGate> pull(Relay relay, LinkedHost host) {
    PullGate.Offer offer = gate.offer();
    RelayOffer asked =
        new RelayOffer(
            ofThatRoom.linkId(),
            ofThatRoom.peerRoomId(),
            relay.relayId(),
            relay.participantId(),
            offer.sdp());
    return switch (calls.relay(there, roomId, asked)) {
      case Outcome.Refused<RelayAnswer> refused -> refused.as();
      case Outcome.Done<RelayAnswer>(RelayAnswer answer) -> {
        Outcome<IngestGate> opened = offer.answered(answer.sdp());
        if (opened instanceof Outcome.Refused<IngestGate>) {
          end(relay);
        }
        yield opened;
      }
    };
  }

  @Override
  public void end(Relay relay) {
    calls.endRelay(there, roomId, relay.relayId());
  }
}
