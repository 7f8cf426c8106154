package io.linkmic.socketio;

/** A door cannot be opened, usually because its port is taken; the message is for the operator. */
public final class DoorUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DoorUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param setting the property that moves the door elsewhere
   */
  public static String taken(String what, int port, String setting) {
    return "Port "
        + port
        + " ("
        + what
        + ") is already in use by another process; stop that process or choose another port with "
        + setting
        + ".";
  }
}
