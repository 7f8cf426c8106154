package io.linkmic.node.room;

import io.linkmic.contract.event.EventType;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one room tells the world. The {@link RoomLoop}'s thread only. */
final class RoomJournal {
  private final String roomId;
  private final long epoch;
  private final RoomWatcher watcher;
  private final Map<String, EgressStatus> told = new HashMap<>();

  RoomJournal(String roomId, long epoch, RoomWatcher watcher) {
    this.roomId = roomId;
    this.epoch = epoch;
    this.watcher = watcher;
  }

  void joined(Participant participant) {
    tell(
        EventType.PARTICIPANT_JOINED,
        Map.of("participantId", participant.participantId(), "name", participant.name()));
  }

  void left(Participant participant) {
    tell(EventType.PARTICIPANT_LEFT, Map.of("participantId", participant.participantId()));
  }

  void stream(EventType type, Participant participant) {
    tell(type, Map.of("participantId", participant.participantId()));
  }

  void program(ProgramMode mode, String reason, @Nullable String participantId) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("mode", mode.name().toLowerCase(Locale.ROOT));
    data.put("reason", reason);
    if (participantId != null) {
      data.put("participantId", participantId);
    }
    tell(EventType.PROGRAM_CHANGED, data);
  }

  /** The other room's first host is seen or heard. */
  void linkLive(LinkStatus link) {
    tell(
        EventType.LINK_LIVE,
        Map.of(
            "linkId", link.linkId(),
            "peerRoomId", link.peerRoomId(),
            "participantIds", link.participantIds()));
  }

  /** None of the other room's hosts is any more, while the link is still there. */
  void linkLost(LinkStatus link) {
    String why = link.lastError();
    tell(
        EventType.LINK_LOST,
        Map.of(
            "linkId",
            link.linkId(),
            "peerRoomId",
            link.peerRoomId(),
            "reason",
            why == null ? "The linked room's hosts have left." : why));
  }

  /**
   * @param what was given up; null for nothing any more
   */
  void mixDegraded(@Nullable String what) {
    if (what == null) {
      tell(EventType.MIX_RESTORED, Map.of());
    } else {
      tell(EventType.MIX_DEGRADED, Map.of("reason", what));
    }
  }

  /** Looked at once a second: states between two looks are not told. */
  void egress(List<EgressStatus> now) {
    Map<String, EgressStatus> gone = new HashMap<>(told);
    for (EgressStatus status : now) {
      gone.remove(status.egressId());
      EgressStatus before = told.put(status.egressId(), status);
      if (before == null || !before.state().equals(status.state())) {
        changed(status, status.state());
      }
    }
    for (EgressStatus status : gone.values()) {
      told.remove(status.egressId());
      changed(status, "stopped");
    }
  }

  private void changed(EgressStatus status, String state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("egressId", status.egressId());
    data.put("url", status.url());
    data.put("state", state);
    if (status.lastError() != null) {
      data.put("lastError", status.lastError());
    }
    tell(EventType.EGRESS_CHANGED, data);
  }

  void ended(String why) {
    egress(List.of());
    tell(EventType.ROOM_ENDED, Map.of("reason", why));
  }

  private void tell(EventType type, Map<String, Object> data) {
    watcher.happened(new RoomEvent(roomId, epoch, type, data));
  }
}
