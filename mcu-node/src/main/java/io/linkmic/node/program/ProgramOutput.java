package io.linkmic.node.program;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import org.jspecify.annotations.Nullable;

/** Where a program's packets and changes go. Called on the room's thread; never blocks. */
public interface ProgramOutput {
  void packet(ProgramPacket packet);

  void modeChanged(ProgramMode mode, String reason);

  /**
   * The machine is too slow for all of the mix, or is so no more.
   *
   * @param what one sentence; null once nothing is given up
   */
  default void mixDegraded(@Nullable String what) {}

  /** The host on air should send a key frame now. */
  void keyFrameWanted(Source source);

  /** The program ended: targets finish cleanly. A later host begins a new program. */
  void ended();

  /** Its media is not needed any more: another stream of the same participant has taken over. */
  void replaced(Source source);

  /**
   * A picture of the mix for those who receive it by WebRTC: the same that is in the program.
   *
   * @param at its place on the node's clock, µs
   */
  void returnPicture(AccessUnit unit, long at);

  /**
   * The same smaller and with fewer bits, after it; while {@link Program#small} wants it.
   *
   * @param at as in {@link #returnPicture}
   */
  default void returnSmall(AccessUnit unit, long at) {}

  /** The mix goes on without smaller pictures, until another one begins. */
  default void smallFailed(String why) {}

  /**
   * The program's sound for somebody who listens by WebRTC.
   *
   * @param participantId whose own voice is not in it, null for the whole
   * @param at its place on the node's clock, µs
   */
  void returnSound(@Nullable String participantId, OpusFrame frame, long at);
}
