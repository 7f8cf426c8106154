package io.linkmic.api.webhook.delivery;

import io.linkmic.cluster.event.EventLog.NewEvent;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.contract.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells of nodes that went silent, once for each silence. A node whose incarnation comes back to
 * life and dies again is told again. One thread, no clock of its own.
 */
final class GoneWatch {
  // Redis was away: nodes get as long to be heard again as they had to be missed.
  private static final Duration SETTLING = NodeRegistry.LIFE;

  // A view that is older than this belongs to another time.
  private static final Duration CONTINUOUS = Duration.ofSeconds(3);

  private final Map<String, Instant> told = new HashMap<>();
  private @Nullable Instant watchingSince;
  private Instant lastLook = Instant.EPOCH;

  /** The events of those that are silent and were not told of yet; see {@link #told}. */
  List<NewEvent> look(Fleet fleet) {
    Instant since = watchingSince;
    if (since == null || Duration.between(lastLook, fleet.at()).compareTo(CONTINUOUS) > 0) {
      since = fleet.at();
      watchingSince = since;
    }
    lastLook = fleet.at();
    told.keySet().removeIf(id -> fleet.silent().stream().noneMatch(s -> s.nodeId().equals(id)));
    if (Duration.between(since, fleet.at()).compareTo(SETTLING) < 0) {
      return List.of();
    }
    return fleet.silent().stream()
        .filter(silent -> !silent.beatAt().equals(told.get(silent.nodeId())))
        .map(GoneWatch::event)
        .toList();
  }

  /** An event was appended. */
  void told(Fleet fleet) {
    fleet.silent().forEach(silent -> told.put(silent.nodeId(), silent.beatAt()));
  }

  private static NewEvent event(Fleet.Silent silent) {
    // The same from every leader: the log takes it once.
    String silence = silent.nodeId() + " " + silent.beatAt().toEpochMilli();
    return new NewEvent(
        UUID.nameUUIDFromBytes(silence.getBytes(StandardCharsets.UTF_8)).toString(),
        EventType.NODE_GONE,
        null,
        null,
        silent.nodeId(),
        0,
        Map.of("lastBeatAt", silent.beatAt().toString()));
  }
}
