package io.linkmic.node.relay;

import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.LinkEnd;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.LinkedRooms;
import io.linkmic.node.room.LinkedRooms.Relay;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The other room is on this node: its streams go from mailbox to mailbox. */
final class LocalSide implements OtherSide {
  // A room answers in microseconds; one that needs seconds is stuck.
  private static final long PATIENCE_SECONDS = 2;

  private final LinkedRooms rooms;
  private final String roomId;
  private final LinkEnd ofThatRoom;
  private final LongSupplier micros;

  /**
   * @param roomId the other room
   * @param ofThatRoom the link as that room sees it
   * @param micros the node's clock
   */
  LocalSide(LinkedRooms rooms, String roomId, LinkEnd ofThatRoom, LongSupplier micros) {
    this.rooms = rooms;
    this.roomId = roomId;
    this.ofThatRoom = ofThatRoom;
    this.micros = micros;
  }

  @Override
  public String place() {
    return "here";
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Outcome<List<LinkedHost>> hosts() {
    return await(rooms.hosts(roomId, ofThatRoom));
  }

  @Override
  public Outcome<IngestGate> pull(Relay relay, LinkedHost host) {
    LocalStream stream = new LocalStream(micros, host.audio());
    return switch (await(rooms.relay(roomId, ofThatRoom, relay, stream.feedGate(), ""))) {
      case Outcome.Refused<String> refused -> refused.as();
      case Outcome.Done<String> given -> Outcome.done(stream.ingestGate());
    };
  }

  @Override
  public void end(Relay relay) {
    var _ = rooms.endRelay(roomId, relay.relayId());
  }

  /** What a room answers; one that does not is told as a refusal. */
  static <T> Outcome<T> await(CompletionStage<Outcome<T>> answer) {
    try {
      return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      return Outcome.refused(RefusalCode.OVERLOADED, "The room did not answer in time.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused(RefusalCode.UNAVAILABLE, "The node is stopping.");
    } catch (ExecutionException e) {
      return Outcome.refused(RefusalCode.UNAVAILABLE, "The room failed.");
    }
  }
}
