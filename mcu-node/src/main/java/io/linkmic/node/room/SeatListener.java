package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramMode;

/** What a seat hears. Called on the room's thread: hand over, never block. */
public interface SeatListener {
  void participantJoined(ParticipantView participant);

  void participantLeft(String participantId);

  void streamAdded(String participantId);

  void streamRemoved(String participantId);

  void programChanged(ProgramMode mode, String reason);

  /** Once a second while publishing. */
  void quality(Quality quality);

  void message(String from, String text);

  /** The seat was taken away; nothing more is said. */
  void removed(String reason);

  void roomClosed(String reason);

  /**
   * How the published stream arrives.
   *
   * @param bitrate bit/s, sound and picture
   * @param lossRatio 0–1, before recovery, over the last second
   * @param roundTripMillis −1 while unknown
   */
  record Quality(
      double frameRate,
      long bitrate,
      double lossRatio,
      double jitterMillis,
      long roundTripMillis) {}
}
