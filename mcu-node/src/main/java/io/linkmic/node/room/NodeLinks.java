package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every call becomes a command of the room. */
final class NodeLinks implements LinkedRooms {
  private final Function<String, @Nullable RoomLoop> rooms;
  private final FeedGate feeds;

  /**
   * @param feeds what carries a host's stream to another node
   */
  NodeLinks(Function<String, @Nullable RoomLoop> rooms, FeedGate feeds) {
    this.rooms = rooms;
    this.feeds = feeds;
  }

  @Override
  public CompletionStage<Outcome<List<LinkedHost>>> hosts(String roomId, LinkEnd to) {
    return ask(roomId, reply -> new RoomCommand.Hosts(to, reply));
  }

  @Override
  public CompletionStage<Outcome<String>> relay(
      String roomId, LinkEnd to, Relay relay, FeedGate gate, String offerSdp) {
    return ask(roomId, reply -> new RoomCommand.Give(to, relay, gate, offerSdp, reply));
  }

  @Override
  public CompletionStage<Outcome<String>> relay(
      String roomId, LinkEnd to, Relay relay, String offerSdp) {
    return relay(roomId, to, relay, feeds, offerSdp);
  }

  @Override
  public CompletionStage<Outcome<Boolean>> endRelay(String roomId, String relayId) {
    return ask(roomId, reply -> new RoomCommand.EndGift(relayId, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> show(
      String roomId, LinkEnd from, LinkedHost host, IngestGate gate) {
    return ask(roomId, reply -> new RoomCommand.Show(from, host, gate, reply));
  }

  @Override
  public void adjust(String roomId, LinkEnd from, LinkedHost host) {
    post(roomId, new RoomCommand.Adjust(from, host));
  }

  @Override
  public void dismiss(String roomId, LinkEnd from, String participantId) {
    post(roomId, new RoomCommand.Dismiss(from, participantId));
  }

  @Override
  public void tell(String roomId, LinkStatus status) {
    post(roomId, new RoomCommand.LinkTold(status));
  }

  private void post(String roomId, RoomCommand command) {
    RoomLoop room = rooms.apply(roomId);
    if (room != null) {
      room.post(command);
    }
  }

  private <T> CompletionStage<Outcome<T>> ask(
      String roomId, Function<CompletableFuture<Outcome<T>>, RoomCommand.Asked<T>> command) {
    RoomLoop room = rooms.apply(roomId);
    return room == null
        ? CompletableFuture.completedFuture(
            Outcome.refused(
                RefusalCode.ROOM_NOT_FOUND, "There is no room " + roomId + " on this node."))
        : room.ask(command);
  }
}
