package io.linkmic.rtc.jitter;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.H264Depacketizer;
import io.linkmic.rtc.codec.NalType;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks into the packets of access units and joins them (RFC 6184 §5). */
final class PictureAssembler {
  private final List<Bytes> payloads = new ArrayList<>();
  private boolean spsSeen;
  private boolean ppsSeen;
  private int rotationDegrees;
  private long rtpTimestamp;
  private @Nullable Instant firstPacketAt;
  private @Nullable Instant lastPacketAt;

  /** What the packets from {@code from} to before {@code end} bring; parameter sets are noted. */
  UnitContent inspect(PacketRing ring, long from, long end) {
    boolean anything = false;
    boolean picture = false;
    boolean idrSlice = false;
    for (long at = from; at < end; at++) {
      int types = NalTypes.in(payload(ring, at));
      anything |= types != 0;
      picture |= NalTypes.hasSlice(types);
      idrSlice |= NalTypes.has(types, NalType.IDR_SLICE);
      spsSeen |= NalTypes.has(types, NalType.SPS);
      ppsSeen |= NalTypes.has(types, NalType.PPS);
    }
    if (!anything) {
      return UnitContent.PADDING;
    }
    if (!picture) {
      return UnitContent.NO_PICTURE;
    }
    return idrSlice && spsSeen && ppsSeen ? UnitContent.ENTRY_POINT : UnitContent.PICTURE;
  }

  /** Whether an access unit begins with this packet whatever came before (§7.4.1.2.3 of H.264). */
  static boolean beginsAccessUnit(Bytes payload) {
    // FFmpeg's first picture begins with x264's SEI, its parameter sets behind it.
    return switch (NalTypes.first(payload)) {
      case NalType.ACCESS_UNIT_DELIMITER, NalType.SPS, NalType.PPS, NalType.SEI -> true;
      default -> false;
    };
  }

  /** Adds the packets to those added since the last {@link #take}. */
  void append(PacketRing ring, long from, long end) {
    for (long at = from; at < end; at++) {
      RtpPacket packet = Objects.requireNonNull(ring.packet(at));
      if (packet.payload().isEmpty()) {
        continue;
      }
      payloads.add(packet.payload());
      rtpTimestamp = packet.timestamp();
      if (packet.extensions().rotationDegrees() != RtpExtensions.ABSENT) {
        // Sent with key frames and on change only: it holds until told otherwise.
        rotationDegrees = packet.extensions().rotationDegrees();
      }
      arrived(Objects.requireNonNull(ring.time(at)));
    }
  }

  /** What was added, as one access unit; null if the packets do not fit together. */
  @Nullable AccessUnit take() {
    var unit = H264Depacketizer.depacketize(payloads, rtpTimestamp, rotationDegrees);
    payloads.clear();
    return unit instanceof Parsed.Ok<AccessUnit>(var whole) ? whole : null;
  }

  /** Arrival of the first packet of the unit that {@link #take} gave. */
  Instant firstPacketAt() {
    Instant first = Objects.requireNonNull(firstPacketAt);
    firstPacketAt = null;
    return first;
  }

  /** Arrival of the packet that completed it. */
  Instant lastPacketAt() {
    Instant last = Objects.requireNonNull(lastPacketAt);
    lastPacketAt = null;
    return last;
  }

  void discard() {
    payloads.clear();
    firstPacketAt = null;
    lastPacketAt = null;
  }

  private void arrived(Instant at) {
    if (firstPacketAt == null || at.isBefore(firstPacketAt)) {
      firstPacketAt = at;
    }
    if (lastPacketAt == null || at.isAfter(lastPacketAt)) {
      lastPacketAt = at;
    }
  }

  private static Bytes payload(PacketRing ring, long at) {
    return Objects.requireNonNull(ring.packet(at)).payload();
  }
}
