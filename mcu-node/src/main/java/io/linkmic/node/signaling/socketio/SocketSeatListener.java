package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.SeatListener;
import io.linkmic.socketio.GuardedSocket;
import java.util.function.BiConsumer;

/**
 * A seat's events become Socket.IO events. Called on the room's thread; sending only enqueues.
 *
 * @param ended hears the last event's name and reason, on the room's thread
 */
record SocketSeatListener(GuardedSocket socket, BiConsumer<String, String> ended)
    implements SeatListener {

  @Override
  public void participantJoined(ParticipantView participant) {
    socket.send("participant-joined", Messages.Member.of(participant));
  }

  @Override
  public void participantLeft(String participantId) {
    socket.send("participant-left", new Messages.Who(participantId));
  }

  @Override
  public void streamAdded(String participantId) {
    socket.send("stream-added", new Messages.Who(participantId));
  }

  @Override
  public void streamRemoved(String participantId) {
    socket.send("stream-removed", new Messages.Who(participantId));
  }

  @Override
  public void programChanged(ProgramMode mode, String reason) {
    socket.send("program-changed", Messages.Program.of(mode, reason, null));
  }

  @Override
  public void quality(Quality quality) {
    socket.sendIfIdle("quality", quality);
  }

  @Override
  public void message(String from, String text) {
    socket.send("message", new Messages.Text(from, text));
  }

  @Override
  public void removed(String reason) {
    ended.accept("removed", reason);
  }

  @Override
  public void roomClosed(String reason) {
    ended.accept("room-closed", reason);
  }
}
