package io.linkmic.node.room;

import io.linkmic.node.egress.EgressSet;
import io.linkmic.node.program.Program;
import org.slf4j.Logger;

/** Gives a room's mix as many bits as its slowest target takes. The room's thread only. */
final class MixRate {
  private final String roomId;
  private final Logger log;
  private int before;

  MixRate(String roomId, Logger log) {
    this.roomId = roomId;
    this.log = log;
  }

  /**
   * To be called several times a second.
   *
   * @param full the room's bit/s
   * @param now on the node's clock, µs
   */
  void follow(EgressSet targets, Program program, int full, long now) {
    int wanted = targets.mixBitrate(full, now);
    boolean changed = program.mixBitrate(wanted);
    // Each step down is told, of the small ones up only the last.
    if (changed && (wanted < before || wanted == full)) {
      log.info(
          "Room {}: the mix has {} of {} kbit/s; the slowest target is {} ms behind",
          roomId,
          wanted / 1000,
          full / 1000,
          targets.queueMillis());
    }
    before = wanted;
  }
}
