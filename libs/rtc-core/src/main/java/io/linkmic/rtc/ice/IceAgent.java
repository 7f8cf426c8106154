package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One side of ICE for one component. Never throws on remote input; outputs are handed to {@code
 * out} before a call returns. One owner calls it; {@code now} never goes back.
 */
public sealed interface IceAgent permits IceLiteAgent, IceClientAgent {

  /** A datagram of which {@link io.linkmic.rtc.stun.StunMessage#looksLikeStun} is true. */
  void receive(Instant now, Path path, Bytes datagram, Consumer<IceOutput> out);

  /** A time asked for by {@link #nextWakeup} has come. Early or needless calls are harmless. */
  void wakeUp(Instant now, Consumer<IceOutput> out);

  /** The other side trickled a candidate. */
  void addRemoteCandidate(Instant now, IceCandidate candidate, Consumer<IceOutput> out);

  /**
   * RFC 8445 §9: new credentials for both sides. The selected path stays until a check under the
   * new credentials selects one.
   */
  void restart(Instant now, IceCredentials local, IceCredentials remote, Consumer<IceOutput> out);

  /**
   * Something else authenticated (DTLS, SRTP) came from the other side: it is alive. FFmpeg's WHIP
   * sender does one check and never another, so media must count as consent.
   */
  void touch(Instant now);

  /**
   * Whether an authenticated check went over this path: the only paths DTLS and media are accepted
   * from.
   */
  boolean isValidated(Path path);

  /** Where to send. Empty before the first nomination. */
  Optional<Path> selectedPath();

  Optional<Instant> nextWakeup();

  /** Messages dropped without an answer so far. */
  long dropped(IceDrop reason);
}
