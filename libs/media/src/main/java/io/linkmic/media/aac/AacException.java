package io.linkmic.media.aac;

/** A failure of our own: the encoder is missing, out of memory or given a wrong setting. */
public final class AacException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AacException(String message) {
    super(message);
  }
}
