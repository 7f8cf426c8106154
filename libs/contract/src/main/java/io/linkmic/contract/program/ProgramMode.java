package io.linkmic.contract.program;

/** Where the program's picture comes from. In JSON in lower case. */
public enum ProgramMode {
  /** One host, access units forwarded byte for byte. */
  PASSTHROUGH,
  /** Several hosts composed by the node. */
  MIX,
  /** The host vanished: last picture and silence. */
  HOLD,
  /** Nothing is on air. */
  IDLE
}
