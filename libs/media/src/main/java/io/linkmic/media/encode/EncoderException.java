package io.linkmic.media.encode;

/** A local failure: this machine or this build of FFmpeg lacks the encoder, or it broke down. */
public final class EncoderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EncoderException(String message) {
    super(message);
  }
}
