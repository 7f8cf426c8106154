package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;

/** What an {@link IceAgent} wants from the world. */
public sealed interface IceOutput {

  /** Send this STUN message; {@code data} is handed over. */
  record Send(Path path, Bytes data) implements IceOutput {}

  /** From now on everything goes by this path; the first one, or another one than before. */
  record Selected(Path path) implements IceOutput {}

  /** The end, once: the agent does nothing any more. */
  record Failed(IceFailure reason) implements IceOutput {}
}
