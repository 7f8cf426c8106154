package io.linkmic.rtc.peer;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.rtp.MediaKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a {@link Peer} tells its owner. */
public sealed interface PeerEvent {

  /** ICE and DTLS are done: media can flow. */
  record Connected(Instant at, Path path) implements PeerEvent {}

  /** The other side moved to another address; nothing else changed. */
  record PathChanged(Instant at, Path path) implements PeerEvent {}

  /**
   * A whole picture, in order and decodable (after an IDR, without holes).
   *
   * @param lastPacketAt arrival of the datagram that completed the unit
   * @param firstPacketAt arrival of its first datagram
   */
  record VideoReceived(String mid, AccessUnit unit, Instant firstPacketAt, Instant lastPacketAt)
      implements PeerEvent {}

  /** Sound, in order. */
  record AudioReceived(String mid, OpusFrame frame, Instant arrivedAt) implements PeerEvent {}

  /**
   * RFC 3550 §6.4.1.
   *
   * @param ntpTimestamp 32.32 fixed point of the sender's wall clock
   * @param rtpTimestamp the same instant on the track's RTP clock
   */
  record SenderReport(
      String mid, MediaKind kind, long ntpTimestamp, long rtpTimestamp, Instant arrivedAt)
      implements PeerEvent {}

  /**
   * The abs-capture-time header extension: when a picture, or the first sample of a packet of
   * sound, was captured.
   *
   * @param ntpTimestamp 32.32 fixed point of the sender's clock, the same for all its tracks
   * @param rtpTimestamp the same instant on the track's RTP clock
   */
  record CaptureTime(String mid, MediaKind kind, long ntpTimestamp, long rtpTimestamp)
      implements PeerEvent {}

  /** Pictures are missing for good: nothing comes until the next IDR (already asked for). */
  record VideoBroken(String mid, Instant at) implements PeerEvent {}

  /** The receiver of our track wants a key frame. */
  record KeyFrameRequested(String mid, Instant at) implements PeerEvent {}

  /**
   * What the receiver of our track says of it (RFC 3550 §6.4.1).
   *
   * @param lost packets missing as first sent, since the beginning; duplicates may lower it
   * @param highestSequence rounds of the sequence number in the high, the number in the low 16 bits
   * @param roundTrip of this report alone; null where it answers no report of ours
   */
  record ReceiverReport(
      String mid,
      MediaKind kind,
      int lost,
      long highestSequence,
      @Nullable Duration roundTrip,
      Instant at)
      implements PeerEvent {}

  /**
   * The receiver's estimate of what the path to it carries (REMB).
   *
   * @param bitsPerSecond of all our tracks together
   */
  record PathEstimated(long bitsPerSecond, Instant at) implements PeerEvent {}

  /** The end, once. */
  record Closed(Instant at, CloseReason reason) implements PeerEvent {}

  /** Why a peer ended. */
  enum CloseReason {
    /** This side asked for it. */
    LOCAL,
    /** DTLS close_notify or RTCP BYE of all tracks. */
    REMOTE,
    /** No ICE check succeeded in time. */
    ICE_TIMEOUT,
    /** RFC 7675: consent expired. */
    CONSENT_EXPIRED,
    /** The DTLS handshake failed or timed out. */
    DTLS_FAILED,
    /** The certificate did not match the SDP's fingerprint. */
    FINGERPRINT_MISMATCH
  }
}
