package io.linkmic.rtc.peer;

/** Why a peer wants to be woken: the earliest of its timers. */
public enum WakeReason {
  ICE,
  DTLS,
  JITTER_BUFFER,
  FEEDBACK,
  PACER
}
