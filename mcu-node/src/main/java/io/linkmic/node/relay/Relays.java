package io.linkmic.node.relay;

import io.linkmic.contract.room.RoomLink;
import io.linkmic.node.room.LinkEnd;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomView;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the links of all rooms that run here as their settings want them. Rooms without links cost
 * a glance each; the room itself ends what a removed link has brought.
 */
public final class Relays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
  // A new link, a first picture and an end are noticed within a few frames' time.
  private static final long TICK_MILLIS = 200;

  private final RoomDirectory rooms;
  private final NodeMetrics metrics;
  private final Sides sides;
  private final Counts counts = new Counts();
  private final Map<Key, LinkRun> runs = new HashMap<>();
  private final ScheduledExecutorService timer;

  private record Key(String roomId, LinkEnd end) {}

  /** Finds other rooms and speaks with them, wherever they are. */
  interface Sides {
    Whereabouts find(String roomId);

    /**
     * @param found here or there
     * @param ofThatRoom the link as that room sees it
     */
    OtherSide of(Whereabouts found, String roomId, LinkEnd ofThatRoom);
  }

  /**
   * Begins at once.
   *
   * @param micros the node's clock
   */
  public Relays(
      RoomDirectory rooms,
      PeerRooms peers,
      NodeCalls calls,
      PullGate gate,
      LongSupplier micros,
      NodeMetrics metrics) {
    this.rooms = rooms;
    this.metrics = metrics;
    this.sides =
        new Sides() {
          @Override
          public Whereabouts find(String roomId) {
            return peers.find(roomId);
          }

          @Override
          public OtherSide of(Whereabouts found, String roomId, LinkEnd ofThatRoom) {
            return found instanceof Whereabouts.There there
                ? new RemoteSide(calls, gate, there, roomId, ofThatRoom)
                : new LocalSide(rooms.linked(), roomId, ofThatRoom, micros);
          }
        };
    metrics.relayStreams("local", counts.local::get);
    metrics.relayStreams("remote", counts.remote::get);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay").daemon().factory());
    var _ =
        timer.scheduleWithFixedDelay(
            this::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Streams that come now. */
  private static final class Counts implements Pulled.Watcher {
    private final AtomicInteger local = new AtomicInteger();
    private final AtomicInteger remote = new AtomicInteger();

    @Override
    public void flows(boolean here) {
      (here ? local : remote).incrementAndGet();
    }

    @Override
    public void over(boolean here, boolean flowed) {
      if (flowed) {
        (here ? local : remote).decrementAndGet();
      }
    }
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException bug) {
      LOG.error("Links were not looked at", bug);
    }
  }

  private void tick() {
    Set<Key> wanted = new HashSet<>();
    for (RoomView room : rooms.list()) {
      for (RoomLink link : room.settings().links()) {
        wanted.add(new Key(room.roomId(), new LinkEnd(link.linkId(), link.peerRoomId())));
      }
    }
    runs.keySet().retainAll(wanted);
    long now = System.nanoTime() / 1000;
    for (Key key : wanted) {
      LinkRun run =
          runs.computeIfAbsent(
              key,
              made ->
                  new LinkRun(made.roomId(), made.end(), rooms.linked(), sides, metrics, counts));
      if (run.begins(now)) {
        Thread.startVirtualThread(run::look);
      }
    }
  }

  /** Links are looked at no more; what they brought ends with the rooms. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
