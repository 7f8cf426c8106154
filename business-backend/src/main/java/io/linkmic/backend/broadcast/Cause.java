package io.linkmic.backend.broadcast;

import java.util.Locale;

/** Why a state may change. */
public enum Cause {
  /** Only as the first entry of a history. */
  CREATED,
  /** The program is {@code passthrough} or {@code mix}. */
  ON_AIR,
  /** The program is {@code hold} or {@code idle}, or no node runs the room. */
  OFF_AIR,
  END_REQUESTED,
  /** Interrupted for longer than {@code host-away-timeout}. */
  HOST_AWAY,
  /** Created for longer than {@code created-timeout}. */
  NEVER_LIVE,
  /** Somebody deleted the room at mcu-api. */
  ROOM_DELETED;

  /** {@code host-away} for {@code HOST_AWAY}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
