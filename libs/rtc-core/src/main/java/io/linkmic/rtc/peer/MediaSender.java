package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.ExtensionMap;
import io.linkmic.rtc.rtp.RtpPacket;

/** Sends RTP; drops it while there is no way to. */
interface MediaSender {
  /** Whether there is a way to. */
  boolean isConnected();

  /** Encrypts and sends; returns the datagram, or an empty one if there was no way to. */
  Bytes send(RtpPacket packet, ExtensionMap extensions);

  /** Sends a datagram once more as it is: SRTP encrypts no sequence number twice. */
  void sendAgain(Bytes datagram);
}
