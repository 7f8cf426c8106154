package io.linkmic.rtc.peer;

import io.linkmic.rtc.rtcp.RtcpPacket;
import java.util.List;

/** Sends RTCP as one compound datagram, encrypted; drops it while there is no way to. */
@FunctionalInterface
interface ControlSender {
  void send(List<RtcpPacket> compound);
}
