package io.linkmic.node.cluster;

import io.linkmic.cluster.lease.Claim;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of this node's registration and leases: beats, claims, re-assertions and releases
 * follow each other on its thread, so that a release never overtakes a claim. Questions come from
 * any thread.
 */
final class Registrar implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
  // A claim takes a millisecond; more than this wait only where Redis hangs, and are refused then.
  private static final int MOST_WAITING = 200;
  private static final long BEAT_MILLIS = 1_000;

  /** The rooms' side; called on the registrar's thread. */
  interface Listener {
    boolean runs(String roomId);

    /** Begins to run a room that is ours, if it does not run; an answer when it must not. */
    @Nullable String open(Owned room);

    /** Another node owns the room by a higher epoch. */
    void lost(Owned room, Lease by);

    /** The configuration changed. */
    void changed(Owned room);

    /** The configuration was deleted. */
    void deleted(Owned room);
  }

  /** What became of a wish to run a room. */
  sealed interface Claimed {
    record Ours(Owned room) implements Claimed {}

    record Elsewhere(Lease lease) implements Claimed {}

    record NoSuchRoom() implements Claimed {}

    /**
     * @param retryMillis when it may work
     */
    record NotNow(String why, long retryMillis) implements Claimed {}
  }

  private final NodeRegistry registry;
  private final RoomLeases leases;
  private final RoomStore store;
  private final String nodeId;
  private final String incarnation;
  private final Supplier<NodeRecord> self;
  private final Listener listener;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<String, Owned> owned = new ConcurrentHashMap<>();
  private final AtomicLong beats = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();
  private final Set<String> doubted = new HashSet<>();
  private volatile Membership membership = new Membership.Starting();
  private long born;

  Registrar(
      NodeRegistry registry,
      RoomLeases leases,
      RoomStore store,
      String nodeId,
      String incarnation,
      Supplier<NodeRecord> self,
      Listener listener,
      Clock clock) {
    this.registry = registry;
    this.leases = leases;
    this.store = store;
    this.nodeId = nodeId;
    this.incarnation = incarnation;
    this.self = self;
    this.listener = listener;
    this.clock = clock;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("cluster-registrar").daemon().factory());
    thread.setRemoveOnCancelPolicy(true);
  }

  void start() {
    var _ = thread.scheduleWithFixedDelay(this::beatSafely, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  Membership membership() {
    return membership;
  }

  boolean cutOff() {
    return !(membership instanceof Membership.Member);
  }

  Optional<Owned> find(String roomId) {
    return Optional.ofNullable(owned.get(roomId));
  }

  long beats() {
    return beats.get();
  }

  long conflicts() {
    return conflicts.get();
  }

  /** The room was changed past Redis: its configuration is read again with a beat after now. */
  void doubt(String roomId) {
    thread.execute(() -> doubted.add(roomId));
  }

  /** A beat at once, for what must not wait a second. */
  void hurry() {
    thread.execute(this::beatSafely);
  }

  private void beatSafely() {
    try {
      beat();
    } catch (RedisUnavailable e) {
      if (!(membership instanceof Membership.CutOff)) {
        LOG.warn("Redis does not answer: rooms go on, new ones are refused");
        membership = new Membership.CutOff(clock.instant());
      }
    } catch (RuntimeException bug) {
      LOG.error("A beat failed", bug);
    }
  }

  private void beat() {
    switch (registry.beat(self.get())) {
      case NodeRegistry.Beat.NameTaken(String other) -> {
        if (!(membership instanceof Membership.NameTaken)) {
          LOG.warn("Node id {} is in use by another process; waiting for it to end", nodeId);
        }
        membership = new Membership.NameTaken(other);
      }
      case NodeRegistry.Beat.Heard heard -> {
        born = heard.born();
        reassert();
        if (!(membership instanceof Membership.Member)) {
          LOG.info("Registered as node {}", nodeId);
        }
        membership = new Membership.Member(heard.at());
        beats.incrementAndGet();
        followConfigurations();
      }
    }
  }

  private void reassert() {
    List<Lease> held = owned.values().stream().map(Owned::lease).toList();
    for (Lease by : leases.reassert(nodeId, incarnation, held)) {
      Owned lost = owned.remove(by.roomId());
      if (lost != null) {
        conflicts.incrementAndGet();
        LOG.warn(
            "Room {} is node {}'s by epoch {}; ours was {}",
            by.roomId(),
            by.nodeId(),
            by.epoch(),
            lost.lease().epoch());
        listener.lost(lost, by);
      }
    }
  }

  /** Redis knows newer versions, or has forgotten everything: then it is told what we know. */
  private void followConfigurations() {
    for (Owned room : List.copyOf(owned.values())) {
      if (room.born() != born) {
        store.restore(room.record());
        owned.replace(room.lease().roomId(), room, room.in(born));
      }
    }
    Map<String, Long> versions = store.versions(owned.keySet());
    Set<String> stale = new HashSet<>(doubted);
    stale.retainAll(owned.keySet());
    for (Owned room : owned.values()) {
      Long version = versions.get(room.lease().roomId());
      if (version == null || version != room.record().version()) {
        stale.add(room.lease().roomId());
      }
    }
    for (String roomId : stale) {
      Owned room = owned.get(roomId);
      Optional<RoomRecord> record = store.find(roomId);
      if (room == null) {
        continue;
      }
      if (record.isEmpty()) {
        listener.deleted(room);
      } else {
        Owned changed = room.with(record.get());
        owned.put(roomId, changed);
        listener.changed(changed);
      }
    }
    doubted.clear();
  }

  CompletableFuture<Claimed> claim(String roomId) {
    return submit(() -> claimNow(roomId));
  }

  private Claimed claimNow(String roomId) {
    Owned before = owned.get(roomId);
    if (before != null) {
      return opened(before);
    }
    Optional<RoomRecord> record = store.find(roomId);
    if (record.isEmpty()) {
      return new Claimed.NoSuchRoom();
    }
    return switch (leases.claim(roomId, nodeId, incarnation)) {
      case Claim.Granted(Lease lease) -> {
        Owned room = new Owned(lease, record.get(), born);
        owned.put(roomId, room);
        yield opened(room);
      }
      case Claim.Owned(Lease lease) -> new Claimed.Elsewhere(lease);
      case Claim.Settling(var left) ->
          new Claimed.NotNow("The fleet has just started and finds its rooms.", left.toMillis());
      case Claim.Unregistered() -> {
        hurry();
        yield new Claimed.NotNow("This node is not registered at the moment.", 2_000);
      }
    };
  }

  /** Rooms begin on this thread only, so that a release that waits cannot miss a new beginning. */
  private Claimed opened(Owned room) {
    String refusal = listener.open(room);
    if (refusal == null) {
      return new Claimed.Ours(room);
    }
    giveBack(room);
    return new Claimed.NotNow(refusal, 5_000);
  }

  /** The room ended here; gives it back unless it began anew meanwhile. */
  void release(String roomId, long epoch) {
    thread.execute(() -> {
      Owned room = owned.get(roomId);
      if (room != null && room.lease().epoch() == epoch && !listener.runs(roomId)) {
        giveBack(room);
      }
    });
  }

  private void giveBack(Owned room) {
    owned.remove(room.lease().roomId());
    try {
      leases.release(room.lease());
    } catch (RedisUnavailable e) {
      // Others are sent to us until we end; the next join here takes it up again.
      LOG.warn("The lease of room {} could not be given back", room.lease().roomId());
    }
  }

  private <T> CompletableFuture<T> submit(Callable<T> work) {
    CompletableFuture<T> reply = new CompletableFuture<>();
    if (thread.getQueue().size() > MOST_WAITING) {
      reply.completeExceptionally(new Busy());
      return reply;
    }
    thread.execute(() -> {
      try {
        reply.complete(work.call());
      } catch (Exception e) {
        reply.completeExceptionally(e);
      }
    });
    return reply;
  }

  /** Too many wait already. */
  static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy() {
      super("too many claims wait", null, false, false);
    }
  }

  /** Good-bye; releases that wait are done first. */
  void leave() {
    thread.execute(() -> {
      try {
        registry.withdraw(nodeId, incarnation);
      } catch (RedisUnavailable e) {
        LOG.warn("Redis did not hear the good-bye; the registration ends by itself");
      }
    });
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(3, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
