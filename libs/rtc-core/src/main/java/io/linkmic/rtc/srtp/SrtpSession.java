package io.linkmic.rtc.srtp;

import io.linkmic.rtc.bytes.Bytes;
import java.util.EnumMap;
import java.util.Map;

/**
 * SRTP and SRTCP of one peer in both directions, for all its sources. One thread at a time. Works
 * in place: a packet given to be opened is overwritten, also when it turns out to be a forgery.
 */
public final class SrtpSession {
  // A packet that is NACKed for 500 ms at 1000 packets a second comes 500 late; twice that.
  private static final int RTP_WINDOW = 1024;

  // RTCP comes a few times a second and is never retransmitted.
  private static final int RTCP_WINDOW = 64;

  private static final int RTP_HEADER = 12;
  private static final int RTCP_HEADER = 8;
  private static final int INDEX_WORD = 4;

  private final int tagLength;
  private final Transform outRtp;
  private final Transform outRtcp;
  private final Transform inRtp;
  private final Transform inRtcp;
  private final Sources sentRtp = new Sources(RTP_WINDOW);
  private final Sources receivedRtp = new Sources(RTP_WINDOW);
  private final Sources receivedRtcp = new Sources(RTCP_WINDOW);
  private final Map<SrtpStatus, Long> failures = new EnumMap<>(SrtpStatus.class);

  /** RFC 3711 §3.2.1: 31 bits; one counter serves all our SSRCs. */
  private int rtcpIndex;

  public SrtpSession(SrtpKeys keys) {
    SrtpProfile profile = keys.profile();
    tagLength = profile.tagLength();
    outRtp = Transform.of(profile, SessionKeys.ofRtp(profile, keys.local()));
    outRtcp = Transform.of(profile, SessionKeys.ofRtcp(profile, keys.local()));
    inRtp = Transform.of(profile, SessionKeys.ofRtp(profile, keys.remote()));
    inRtcp = Transform.of(profile, SessionKeys.ofRtcp(profile, keys.remote()));
  }

  /** Bytes by which protection makes an RTP packet longer. */
  public int rtpOverhead() {
    return tagLength;
  }

  /** Bytes by which protection makes an RTCP packet longer. */
  public int rtcpOverhead() {
    return tagLength + INDEX_WORD;
  }

  /**
   * Protects an RTP packet of ours where it stands; {@link #rtpOverhead} bytes behind it are
   * written, too.
   *
   * @throws IllegalStateException if this sequence number was protected before: with another header
   *     that would give the key away. Keep the protected bytes to send a packet again.
   */
  public Bytes protectRtp(byte[] packet, int offset, int length) {
    Bytes plain = Bytes.wrap(packet, offset, length);
    int header = headerLength(plain, length);
    if (header < 0) {
      throw new IllegalArgumentException("not an RTP packet");
    }
    int ssrc = plain.i32(8);
    Source source = sentRtp.find(ssrc);
    long index = source.estimateIndex(plain.u16(2));
    SrtpStatus status = source.window.check(index);
    if (status != SrtpStatus.OK || !sentRtp.remember(source, index)) {
      throw new IllegalStateException("sequence number " + plain.u16(2) + ": " + status);
    }
    outRtp.protectRtp(packet, offset, header, length, ssrc, index);
    return Bytes.wrap(packet, offset, length + tagLength);
  }

  /** Protects a compound RTCP packet of ours; {@link #rtcpOverhead} bytes behind it are written. */
  public Bytes protectRtcp(byte[] packet, int offset, int length) {
    int ssrc = Bytes.wrap(packet, offset, length).i32(4);
    outRtcp.protectRtcp(packet, offset, length, ssrc, rtcpIndex);
    rtcpIndex = (rtcpIndex + 1) & 0x7FFFFFFF;
    return Bytes.wrap(packet, offset, length + rtcpOverhead());
  }

  /**
   * Authenticates and decrypts in place; if {@link SrtpStatus#OK}, {@link #plainRtp} is the packet.
   */
  public SrtpStatus unprotectRtp(Bytes packet) {
    return counted(openRtp(packet));
  }

  /** As {@link #unprotectRtp}, then {@link #plainRtcp}. */
  public SrtpStatus unprotectRtcp(Bytes packet) {
    return counted(openRtcp(packet));
  }

  public Bytes plainRtp(Bytes opened) {
    return opened.slice(0, opened.length() - rtpOverhead());
  }

  public Bytes plainRtcp(Bytes opened) {
    return opened.slice(0, opened.length() - rtcpOverhead());
  }

  /** How many received packets failed that way; successes are not counted here. */
  public long count(SrtpStatus status) {
    return failures.getOrDefault(status, 0L);
  }

  private SrtpStatus openRtp(Bytes packet) {
    int header = headerLength(packet, packet.length() - tagLength);
    if (header < 0) {
      return SrtpStatus.MALFORMED;
    }
    int ssrc = packet.i32(8);
    Source source = receivedRtp.find(ssrc);
    long index = source.estimateIndex(packet.u16(2));
    SrtpStatus status = source.window.check(index);
    if (status != SrtpStatus.OK) {
      return status;
    }
    if (!inRtp.unprotectRtp(
        packet.array(), packet.arrayOffset(), header, packet.length(), ssrc, index)) {
      return SrtpStatus.NOT_AUTHENTIC;
    }
    return receivedRtp.remember(source, index) ? SrtpStatus.OK : SrtpStatus.TOO_MANY_SOURCES;
  }

  private SrtpStatus openRtcp(Bytes packet) {
    int length = packet.length();
    if (length < RTCP_HEADER + rtcpOverhead()) {
      return SrtpStatus.MALFORMED;
    }
    int ssrc = packet.i32(4);
    int word = inRtcp.indexWord(packet.array(), packet.arrayOffset(), length);
    int index = word & 0x7FFFFFFF;
    Source source = receivedRtcp.find(ssrc);
    SrtpStatus status = source.window.check(index);
    if (status != SrtpStatus.OK) {
      return status;
    }
    if (!inRtcp.unprotectRtcp(packet.array(), packet.arrayOffset(), length, ssrc, word)) {
      return SrtpStatus.NOT_AUTHENTIC;
    }
    return receivedRtcp.remember(source, index) ? SrtpStatus.OK : SrtpStatus.TOO_MANY_SOURCES;
  }

  /**
   * RFC 3550 §5.1: what precedes the payload and is not encrypted.
   *
   * @param limit what the header must fit into
   * @return −1 if it does not, or if the version is not 2
   */
  private static int headerLength(Bytes packet, int limit) {
    if (limit < RTP_HEADER || packet.u8(0) >>> 6 != 2) {
      return -1;
    }
    int header = RTP_HEADER + 4 * (packet.u8(0) & 0x0F);
    if ((packet.u8(0) & 0x10) != 0) {
      if (header + 4 > limit) {
        return -1;
      }
      header += 4 + 4 * packet.u16(header + 2);
    }
    return header <= limit ? header : -1;
  }

  private SrtpStatus counted(SrtpStatus status) {
    if (status != SrtpStatus.OK) {
      failures.merge(status, 1L, Long::sum);
    }
    return status;
  }
}
