package io.linkmic.node.mix;

/**
 * There is nothing to encode mixes with, or to decode hosts: configuration or machine. The message
 * is one sentence.
 */
public final class NoCodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoCodecException(String message) {
    super(message);
  }
}
