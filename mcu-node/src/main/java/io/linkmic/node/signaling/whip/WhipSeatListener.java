package io.linkmic.node.signaling.whip;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.SeatListener;

/** WHIP has no way to tell its client anything: only the end of the seat matters. */
record WhipSeatListener(Runnable ended) implements SeatListener {

  @Override
  public void removed(String reason) {
    ended.run();
  }

  @Override
  public void roomClosed(String reason) {
    ended.run();
  }

  @Override
  public void participantJoined(ParticipantView participant) {}

  @Override
  public void participantLeft(String participantId) {}

  @Override
  public void streamAdded(String participantId) {}

  @Override
  public void streamRemoved(String participantId) {}

  @Override
  public void programChanged(ProgramMode mode, String reason) {}

  @Override
  public void quality(Quality quality) {}

  @Override
  public void message(String from, String text) {}
}
