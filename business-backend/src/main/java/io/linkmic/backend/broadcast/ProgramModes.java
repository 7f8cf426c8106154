package io.linkmic.backend.broadcast;

/** What a program's mode means for a broadcast. */
public final class ProgramModes {
  private ProgramModes() {}

  /**
   * @param mode mcu-node's word; one that is not known is not on air
   */
  public static Cause cause(String mode) {
    return switch (mode) {
      case "passthrough", "mix" -> Cause.ON_AIR;
      default -> Cause.OFF_AIR;
    };
  }
}
