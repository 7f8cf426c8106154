package io.linkmic.node.mix;

/** There is nothing to encode mixes with: configuration or machine. The message is one sentence. */
public final class NoEncoderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoEncoderException(String message) {
    super(message);
  }
}
