package io.linkmic.node.feed;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.SeatListener;

/** Listens to nothing. */
public final class Deaf implements SeatListener {
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

  @Override
  public void removed(String reason) {}

  @Override
  public void roomClosed(String reason) {}
}
