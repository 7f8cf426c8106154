package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose ClientHello a server is answering. If a stranger's came first, the honest client's must
 * still get its turn: it repeats itself, and the stranger's handshake does not get on.
 */
final class HelloWatch {
  // Behind the headers of record and message and the version: 4 of the 32 random bytes hold time in
  // old stacks, so all of them are compared.
  private static final int RANDOM_AT = RecordFilter.RECORD_HEADER + 12 + 2;
  private static final int RANDOM_LENGTH = 32;

  private @Nullable Bytes answering;
  private @Nullable Bytes newcomer;
  private boolean wentOn;

  /** Remembers the hello now answered; false if it is too short for one. */
  boolean accept(Bytes datagram) {
    forget();
    if (datagram.length() < RANDOM_AT + RANDOM_LENGTH) {
      return false;
    }
    answering = random(datagram);
    return true;
  }

  /** Another client's hello, for the second time, while the first client shows no progress. */
  boolean isInsistentNewcomer(Bytes datagram) {
    if (wentOn || datagram.length() < RANDOM_AT + RANDOM_LENGTH) {
      return false;
    }
    Bytes random = random(datagram);
    if (Objects.equals(random, answering)) {
      return false;
    }
    boolean again = Objects.equals(random, newcomer);
    newcomer = random;
    return again;
  }

  /** The client answered came to its second flight. */
  void clientWentOn() {
    wentOn = true;
  }

  void forget() {
    answering = null;
    newcomer = null;
    wentOn = false;
  }

  private static Bytes random(Bytes datagram) {
    return datagram.slice(RANDOM_AT, RANDOM_LENGTH).copy();
  }
}
