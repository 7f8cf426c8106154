package io.linkmic.node.program;

import io.linkmic.contract.program.ProgramMode;

/** Where a program's packets and changes go. Called on the room's thread; never blocks. */
public interface ProgramOutput {
  void packet(ProgramPacket packet);

  void modeChanged(ProgramMode mode, String reason);

  /** The host on air should send a key frame now. */
  void keyFrameWanted(Source source);

  /** The program ended: targets finish cleanly. A later host begins a new program. */
  void ended();
}
