package io.linkmic.node.relay;

import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.LinkEnd;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.LinkedRooms;
import io.linkmic.node.room.LinkedRooms.Relay;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link of a room that runs here. Each look compares the other room's hosts with those that are
 * shown, and takes what steps are missing. One look at a time, on a virtual thread.
 */
final class LinkRun {
  private static final Logger LOG = LoggerFactory.getLogger(LinkRun.class);
  private static final long LOOK_MICROS = 1_000_000;
  // A room that somebody has just joined is linked within that time.
  private static final long LONGEST_PAUSE_MICROS = 5_000_000;
  // A node that is said to be gone and sends nothing any more (players stall at 2 s).
  private static final long SILENT_MICROS = 2_000_000;

  private final String roomId;
  private final LinkEnd end;
  private final LinkedRooms rooms;
  private final Relays.Sides sides;
  private final NodeMetrics metrics;
  private final Pulled.Watcher watcher;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean hurried = true;
  private volatile long nextLookAt;

  // The look's only.
  private final Map<String, Pulled> pulled = new LinkedHashMap<>();
  private int failures;

  LinkRun(
      String roomId,
      LinkEnd end,
      LinkedRooms rooms,
      Relays.Sides sides,
      NodeMetrics metrics,
      Pulled.Watcher counts) {
    this.roomId = roomId;
    this.end = end;
    this.rooms = rooms;
    this.sides = sides;
    this.metrics = metrics;
    this.watcher =
        new Pulled.Watcher() {
          @Override
          public void flows(boolean local) {
            counts.flows(local);
            hurried = true;
          }

          @Override
          public void over(boolean local, boolean flowed) {
            counts.over(local, flowed);
            // What never came is tried again in its time, not at once.
            if (flowed) {
              hurried = true;
            }
          }
        };
  }

  /** Whether {@link #look} is to be called now, which must follow then. */
  boolean begins(long now) {
    return (hurried || now >= nextLookAt) && looking.compareAndSet(false, true);
  }

  /** May wait for seconds. */
  void look() {
    hurried = false;
    String error = "The link failed; it is tried again.";
    try {
      error = lookNow();
    } catch (RuntimeException bug) {
      LOG.error("Link {} of room {} failed", end.linkId(), roomId, bug);
    } finally {
      settle(error);
      looking.set(false);
    }
  }

  private @Nullable String lookNow() {
    return switch (sides.find(end.peerRoomId())) {
      case Whereabouts.Ended(String why) -> {
        forgetEnded();
        yield why;
      }
      case Whereabouts.Unknown(String why) -> {
        closeSilent();
        yield why;
      }
      case Whereabouts found -> follow(sides.of(found, end.peerRoomId(), endThere()));
    };
  }

  /** The link as the other room sees it. */
  private LinkEnd endThere() {
    return new LinkEnd(end.linkId(), roomId);
  }

  private @Nullable String follow(OtherSide side) {
    return switch (side.hosts()) {
      case Outcome.Refused<List<LinkedHost>> refused -> {
        RefusalCode code = refused.code();
        if (code == RefusalCode.NOT_LINKED
            || code == RefusalCode.ROOM_NOT_FOUND
            || code == RefusalCode.ROOM_CLOSED) {
          forgetEnded();
        }
        yield refused.message();
      }
      case Outcome.Done<List<LinkedHost>>(List<LinkedHost> hosts) -> follow(side, hosts);
    };
  }

  private @Nullable String follow(OtherSide side, List<LinkedHost> hosts) {
    Set<String> here = new HashSet<>();
    hosts.forEach(host -> here.add(host.participantId()));
    for (String gone : List.copyOf(pulled.keySet())) {
      if (!here.contains(gone)) {
        dismiss(gone);
      }
    }
    String error = null;
    for (LinkedHost host : hosts) {
      String problem = follow(side, host);
      error = problem == null ? error : problem;
    }
    return error;
  }

  private @Nullable String follow(OtherSide side, LinkedHost host) {
    Pulled known = pulled.get(host.participantId());
    String loss = known == null ? null : known.loss();
    if (loss != null) {
      metrics.relayFailed();
    }
    if (known != null && !known.over() && known.side.place().equals(side.place())) {
      if (known.changed(host)) {
        rooms.adjust(roomId, end, host);
      }
      return null;
    }
    if (!host.publishing()) {
      return loss; // held here as it is there
    }
    String problem = pull(side, host, loss);
    if (problem != null) {
      metrics.relayFailed();
    }
    return problem;
  }

  private @Nullable String pull(OtherSide side, LinkedHost host, @Nullable String loss) {
    Relay relay = new Relay(UUID.randomUUID().toString(), host.participantId());
    return switch (side.pull(relay, host)) {
      case Outcome.Refused<IngestGate> refused -> refused.message();
      case Outcome.Done<IngestGate>(IngestGate gate) -> {
        Pulled stream = new Pulled(relay, side, host, loss, watcher);
        Outcome<Boolean> shown =
            LocalSide.await(rooms.show(roomId, end, host, stream.through(gate)));
        if (shown instanceof Outcome.Refused<Boolean> refused) {
          side.end(relay);
          yield refused.message();
        }
        pulled.put(host.participantId(), stream);
        yield null;
      }
    };
  }

  private void dismiss(String participantId) {
    pulled.remove(participantId);
    rooms.dismiss(roomId, end, participantId);
  }

  /** The other room is over: who is held does not come back. What still comes is left alone. */
  private void forgetEnded() {
    for (Map.Entry<String, Pulled> each : List.copyOf(pulled.entrySet())) {
      if (each.getValue().over()) {
        dismiss(each.getKey());
      }
    }
  }

  /** What comes from a node that is said to be gone shows whether that is true. */
  private void closeSilent() {
    long now = System.nanoTime() / 1000;
    for (Pulled stream : pulled.values()) {
      if (!stream.over() && stream.silentFor(SILENT_MICROS, now)) {
        metrics.relayFailed();
        stream.close();
      }
    }
  }

  private void settle(@Nullable String error) {
    List<String> ids = new ArrayList<>();
    boolean live = false;
    String why = error;
    for (Map.Entry<String, Pulled> each : pulled.entrySet()) {
      Pulled stream = each.getValue();
      if (!stream.over()) {
        ids.add(end.idHere(each.getKey()));
        live |= stream.flows();
      }
      why = why == null ? stream.trouble() : why;
    }
    String state = live ? "live" : why == null ? "connecting" : "retrying";
    rooms.tell(
        roomId, new LinkStatus(end.linkId(), end.peerRoomId(), state, List.copyOf(ids), why));
    failures = error == null ? 0 : Math.min(failures + 1, 3);
    long pause = Math.min(LOOK_MICROS << Math.max(0, failures - 1), LONGEST_PAUSE_MICROS);
    nextLookAt = System.nanoTime() / 1000 + pause;
  }
}
