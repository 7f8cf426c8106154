package io.linkmic.node.room;

import io.linkmic.contract.room.EgressTarget;
import java.util.List;

/**
 * Fills in what a target's URL may ask for: {@code {roomId}}, and {@code {epoch}} by which a server
 * that knows it lets the room's new owner take the stream over from an old one.
 */
final class EgressTemplate {
  private EgressTemplate() {}

  static List<EgressTarget> fill(List<EgressTarget> targets, String roomId, long epoch) {
    return targets.stream()
        .map(target ->
            new EgressTarget(
                target.egressId(),
                target.url().replace("{roomId}", roomId).replace("{epoch}", Long.toString(epoch))))
        .toList();
  }
}
