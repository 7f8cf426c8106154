package io.linkmic.media.opus;

/** A failure of our own: out of memory or a wrong argument. Never a stranger's bytes. */
public final class OpusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OpusException(String message) {
    super(message);
  }
}
