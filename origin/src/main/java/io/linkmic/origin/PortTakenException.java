package io.linkmic.origin;

/** A door's port cannot be had. The message is the whole story, in one sentence. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortTakenException(String door, String address, int port, String setting, Throwable cause) {
    super(
        "The origin's %s port %d on %s cannot be used (%s): stop what listens there, or set %s."
            .formatted(door, port, address, reason(cause), setting),
        cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.contains("in use") ? "it is taken" : message;
  }
}
