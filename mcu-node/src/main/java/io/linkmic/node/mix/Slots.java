package io.linkmic.node.mix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has which slot: the lowest free one when coming, the same one until leaving, so that nobody
 * moves because somebody else left. One thread.
 */
public final class Slots {
  private final List<@Nullable String> holders = new ArrayList<>();

  /** The member's slot; the one it has when it is there already. */
  public int take(String participantId) {
    int held = holders.indexOf(participantId);
    if (held >= 0) {
      return held;
    }
    int free = holders.indexOf(null);
    if (free >= 0) {
      holders.set(free, participantId);
      return free;
    }
    holders.add(participantId);
    return holders.size() - 1;
  }

  /** The slot is the next one's to come; nothing happens for who has none. */
  public void leave(String participantId) {
    int held = holders.indexOf(participantId);
    if (held >= 0) {
      holders.set(held, null);
    }
  }
}
