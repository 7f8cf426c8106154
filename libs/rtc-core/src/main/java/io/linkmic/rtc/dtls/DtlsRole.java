package io.linkmic.rtc.dtls;

/** RFC 5763 §5: {@code setup:active} sends the ClientHello, {@code setup:passive} waits for it. */
public enum DtlsRole {
  CLIENT,
  SERVER
}
