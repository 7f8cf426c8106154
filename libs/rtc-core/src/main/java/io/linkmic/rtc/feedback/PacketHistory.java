package io.linkmic.rtc.feedback;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The packets sent in the last second, for those who missed one (RFC 4588 §5). */
final class PacketHistory {
  /** Two seconds of 10 Mbit/s at 1200 bytes, a power of two: about 2.5 MB at most. */
  private static final int MAX_PACKETS = 2048;

  /** congestion.md §4. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final @Nullable Sent[] ring = new Sent[MAX_PACKETS];

  void sent(RtpPacket packet, Bytes datagram, Instant now) {
    ring[packet.sequenceNumber() & (MAX_PACKETS - 1)] = new Sent(packet, datagram, now);
  }

  /** The packet of this number, if it is still there and not too old. */
  @Nullable Sent find(int sequenceNumber, Instant now) {
    Sent sent = ring[sequenceNumber & (MAX_PACKETS - 1)];
    return sent != null
            && sent.packet.sequenceNumber() == sequenceNumber
            && !now.isAfter(sent.sentAt.plus(MAX_AGE))
        ? sent
        : null;
  }

  /** One packet and what became of it. */
  static final class Sent {
    final RtpPacket packet;
    final Bytes datagram;
    final Instant sentAt;
    @Nullable Instant repeatedAt;
    int requests;

    Sent(RtpPacket packet, Bytes datagram, Instant sentAt) {
      this.packet = packet;
      this.datagram = datagram;
      this.sentAt = sentAt;
    }
  }
}
