package io.linkmic.media.rtmp;

/** What came of an operation on an {@link RtmpOutput}. */
public sealed interface RtmpResult {

  /** It went to the socket. */
  enum Done implements RtmpResult {
    DONE
  }

  /**
   * It did not; the output is of no more use and must be closed.
   *
   * @param code FFmpeg's AVERROR
   * @param text FFmpeg's words, stream key hidden
   */
  record Failed(Cause cause, int code, String text) implements RtmpResult {}

  /** Why an operation failed. */
  enum Cause {
    /** {@link RtmpOutput#interrupt} was called. */
    INTERRUPTED,
    /** The operation's deadline passed. */
    TIMED_OUT,
    /** Nobody listens there, or there is no route or no such name. */
    UNREACHABLE,
    /** The server answered, and said no. */
    REFUSED,
    /** An established connection broke. */
    LOST,
    /** The URL or the media was not accepted on our side. */
    INVALID
  }

  default boolean ok() {
    return this instanceof Done;
  }
}
