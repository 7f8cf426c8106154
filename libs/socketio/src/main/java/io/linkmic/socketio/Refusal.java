package io.linkmic.socketio;

import java.util.Locale;

/** Why a guard turned something away; the label of the metric that counts it. */
public enum Refusal {
  CONNECTIONS_PER_ADDRESS,
  HANDSHAKES_PER_ADDRESS,
  FOREIGN_ORIGIN,
  BAD_HANDSHAKE,
  BAD_FRAME,
  BAD_PACKET,
  TOO_MANY_REQUESTS,
  /** Connected, but not admitted in time. */
  NOT_ADMITTED,
  SLOW_READER;

  /** {@code bad-frame} for {@code BAD_FRAME}. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
