package io.linkmic.node.room;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.egress.RunningEgresses;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.telemetry.NodeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All rooms of this node, on one pool with as many threads as there are processors. */
public final class NodeRooms implements RoomDirectory, AutoCloseable {
  // Fine enough for silence to be in time (a player buffers more than two AAC frames).
  private static final long TICK_MILLIS = 40;
  // Ending a room takes milliseconds; one that takes longer hangs, and the node stops without it.
  private static final long ROOMS_END_SECONDS = 3;
  // A target gets what is queued for it, 2 s at most, and a good-bye.
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Map<String, RoomLoop> rooms = new ConcurrentHashMap<>();
  private final RunningEgresses egresses = new RunningEgresses();
  private final RoomContext context;
  private final NodeMetrics metrics;
  private final int maxRooms;
  private final RoomWatcher watcher;
  private final LinkedRooms links;
  private volatile boolean draining;
  private final ExecutorService pool;
  private final ScheduledExecutorService ticker;

  /**
   * @param maxRooms more are refused
   * @param mixes opens mixed pictures; null for a node that has nothing to encode with
   * @param watcher hears what happens
   */
  public NodeRooms(
      MonotonicClock clock,
      IngestGate gate,
      FeedGate feeds,
      EgressUrlRules egressRules,
      NodeMetrics metrics,
      int maxRooms,
      PictureMix.@Nullable Gate mixes,
      RoomWatcher watcher) {
    this.metrics = metrics;
    this.watcher = watcher;
    this.maxRooms = maxRooms;
    this.context =
        new RoomContext(
            clock,
            gate,
            feeds,
            egressRules,
            metrics,
            LoggerFactory.getLogger("io.linkmic.node.room"),
            egresses,
            mixes,
            new Forgetting());
    links = new NodeLinks(rooms::get, feeds);
    pool =
        Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().name("room-", 0).daemon().factory());
    ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("room-tick").daemon().factory());
    var _ = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    metrics.gauge("linkmic.rooms", rooms::size);
    metrics.gauge("linkmic.egress.running", egresses::count);
  }

  private void tick() {
    rooms.values().forEach(RoomLoop::tick);
  }

  @Override
  public CompletionStage<Outcome<RoomView>> put(String roomId, RoomSettings settings) {
    return open(roomId, settings, 0, true);
  }

  /** Like {@link #put} for a room that runs, but for the links, which are the settings' too. */
  public CompletionStage<Outcome<RoomView>> follow(String roomId, RoomSettings settings) {
    RoomLoop room = rooms.get(roomId);
    return room == null
        ? notFound(roomId)
        : room.ask(reply -> new RoomCommand.Configure(settings, false, reply));
  }

  @Override
  public CompletionStage<Outcome<RoomView>> link(String roomId, List<RoomLink> wanted) {
    RoomLoop room = rooms.get(roomId);
    return room == null ? notFound(roomId) : room.ask(reply -> new RoomCommand.Link(wanted, reply));
  }

  @Override
  public LinkedRooms linked() {
    return links;
  }

  /**
   * Like {@link #put}, for a room that is run under a lease.
   *
   * @param epoch of the lease
   */
  public CompletionStage<Outcome<RoomView>> open(String roomId, RoomSettings settings, long epoch) {
    return open(roomId, settings, epoch, false);
  }

  private CompletionStage<Outcome<RoomView>> open(
      String roomId, RoomSettings settings, long epoch, boolean keepsLinks) {
    RoomLoop existing = rooms.get(roomId);
    if (existing != null) {
      return existing.ask(reply -> new RoomCommand.Configure(settings, keepsLinks, reply));
    }
    if (draining) {
      return refused(RefusalCode.DRAINING, "This node is about to stop and takes no new rooms.");
    }
    if (rooms.size() >= maxRooms) {
      return refused(RefusalCode.OVERLOADED, "This node has no place for another room.");
    }
    RoomLoop made =
        new RoomLoop(pool, metrics, loop -> new Room(roomId, settings, epoch, loop, context));
    RoomLoop raced = rooms.putIfAbsent(roomId, made);
    return raced == null
        ? CompletableFuture.completedFuture(Outcome.done(made.view()))
        : raced.ask(reply -> new RoomCommand.Configure(settings, keepsLinks, reply));
  }

  @Override
  public CompletionStage<Outcome<RoomView>> delete(String roomId) {
    RoomLoop room = rooms.get(roomId);
    return room == null ? notFound(roomId) : room.ask(RoomCommand.Close::new);
  }

  @Override
  public List<RoomView> list() {
    return rooms.values().stream().map(RoomLoop::view).toList();
  }

  @Override
  public Optional<RoomView> find(String roomId) {
    return Optional.ofNullable(rooms.get(roomId)).map(RoomLoop::view);
  }

  @Override
  public CompletionStage<Outcome<ProgramStatus>> program(String roomId) {
    RoomLoop room = rooms.get(roomId);
    return room == null ? notFound(roomId) : room.ask(RoomCommand.Status::new);
  }

  @Override
  public CompletionStage<Outcome<ParticipantView>> moderate(
      String roomId, String participantId, Moderation moderation) {
    RoomLoop room = rooms.get(roomId);
    return room == null
        ? notFound(roomId)
        : room.ask(reply -> new RoomCommand.Moderate(participantId, moderation, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> expel(String roomId, String participantId) {
    RoomLoop room = rooms.get(roomId);
    return room == null
        ? notFound(roomId)
        : room.ask(reply -> new RoomCommand.Expel(participantId, reply));
  }

  @Override
  public void drain(boolean drained) {
    draining = drained;
  }

  @Override
  public boolean draining() {
    return draining;
  }

  /** Rooms that run. */
  public int size() {
    return rooms.size();
  }

  /** Pictures that are mixed. */
  public int mixes() {
    PictureMix.Gate gate = context.mixes();
    return gate == null ? 0 : gate.running();
  }

  /** Pictures that can be mixed at once; 0 where nobody knows. */
  public int mixSlots() {
    PictureMix.Gate gate = context.mixes();
    return gate == null ? 0 : gate.slots();
  }

  /** RTMP targets that are pushed to, or tried. */
  public int egresses() {
    return egresses.count();
  }

  /** A room that ended leaves the directory before anybody else hears of it. */
  private final class Forgetting implements RoomWatcher {
    @Override
    public void happened(RoomEvent event) {
      watcher.happened(event);
    }

    @Override
    public void ended(String roomId, long epoch, String why) {
      rooms.remove(roomId);
      watcher.ended(roomId, epoch, why);
    }
  }

  @Override
  public CompletionStage<Outcome<Seat>> join(
      String roomId, Participant participant, SeatListener listener) {
    RoomLoop room = rooms.get(roomId);
    return room == null
        ? notFound(roomId)
        : room.ask(reply -> new RoomCommand.Join(participant, listener, reply));
  }

  @Override
  public CompletionStage<Outcome<Watching>> watch(
      String roomId, Participant participant, String offerSdp, Runnable ended) {
    RoomLoop room = rooms.get(roomId);
    return room == null
        ? notFound(roomId)
        : room.ask(reply -> new RoomCommand.Watch(participant, offerSdp, ended, reply));
  }

  private static <T> CompletionStage<Outcome<T>> notFound(String roomId) {
    return refused(RefusalCode.ROOM_NOT_FOUND, "There is no room " + roomId + " on this node.");
  }

  private static <T> CompletionStage<Outcome<T>> refused(RefusalCode code, String why) {
    return CompletableFuture.completedFuture(Outcome.refused(code, why));
  }

  /** Ends every room: programs finish cleanly, targets get their last tags, hosts are told. */
  @Override
  public void close() {
    ticker.shutdownNow();
    List<CompletableFuture<?>> ends =
        rooms.keySet().stream()
            .<CompletableFuture<?>>map(id -> delete(id).toCompletableFuture())
            .toList();
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(ROOMS_END_SECONDS, TimeUnit.SECONDS);
      egresses.drain(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
      context.log().warn("Not every room ended in time: {}", late.toString());
    }
    pool.shutdown();
  }
}
