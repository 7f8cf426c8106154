package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.srtp.SrtpKeys;

/** What a {@link DtlsEndpoint} wants from the world. */
public sealed interface DtlsOutput {

  /** Send this datagram on the selected path; {@code data} is handed over. */
  record Send(Bytes data) implements DtlsOutput {}

  /** The handshake is complete and the other side is who the SDP said. Once. */
  record Connected(SrtpKeys keys) implements DtlsOutput {}

  /**
   * No handshake came about. The end, once.
   *
   * @param detail for the log
   */
  record Failed(DtlsFailure reason, String detail) implements DtlsOutput {}

  /** The other side said close_notify. The end, once. */
  record Closed() implements DtlsOutput {}
}
