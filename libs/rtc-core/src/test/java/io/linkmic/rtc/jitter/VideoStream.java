package io.linkmic.rtc.jitter;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;

/** Packets of a small H.264 stream, one sequence number after the other. */
final class VideoStream {
  static final long SSRC = 0x1234;
  private int sequenceNumber;
  private long timestamp = 90_000;

  VideoStream(int firstSequenceNumber) {
    sequenceNumber = firstSequenceNumber;
  }

  /** STAP-A of SPS and PPS, then an IDR slice in FU-A fragments. */
  List<RtpPacket> idr(int fragments) {
    var packets = new ArrayList<RtpPacket>();
    packets.add(packet(false, "18 0002 6742 0002 68ce"));
    packets.addAll(fragments(0x65, fragments));
    timestamp += 3000;
    return packets;
  }

  /** A slice in FU-A fragments, or alone in one packet. */
  List<RtpPacket> picture(int fragments) {
    var packets =
        fragments == 1 ? List.of(packet(true, "41 9a 01 02")) : fragments(0x41, fragments);
    timestamp += 3000;
    return packets;
  }

  RtpPacket packet(boolean marker, String payload) {
    return packet(marker, payload, RtpExtensions.NONE);
  }

  RtpPacket packet(boolean marker, String payload, RtpExtensions extensions) {
    int number = sequenceNumber;
    sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
    return new RtpPacket(marker, 96, number, timestamp, SSRC, extensions, Bytes.ofHex(payload));
  }

  /** A probe: padding only, with the timestamp of the picture before. */
  RtpPacket padding() {
    timestamp -= 3000;
    RtpPacket packet = packet(false, "");
    timestamp += 3000;
    return packet;
  }

  void nextPicture() {
    timestamp += 3000;
  }

  void skip(int numbers) {
    sequenceNumber = (sequenceNumber + numbers) & 0xFFFF;
  }

  private List<RtpPacket> fragments(int nalHeader, int count) {
    var packets = new ArrayList<RtpPacket>();
    for (int i = 0; i < count; i++) {
      int fu = (nalHeader & 0x1F) | (i == 0 ? 0x80 : 0) | (i == count - 1 ? 0x40 : 0);
      packets.add(packet(i == count - 1, "%02x%02x88%02x".formatted(0x7C, fu, i)));
    }
    return packets;
  }
}
