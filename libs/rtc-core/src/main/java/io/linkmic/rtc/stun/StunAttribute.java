package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.Bytes;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * RFC 8489 §14 and RFC 8445 §16.1: the attributes ICE meets. MESSAGE-INTEGRITY and FINGERPRINT are
 * not here: {@link StunMessage} checks them.
 */
public sealed interface StunAttribute {

  /** {@code local ufrag of the receiver ":" local ufrag of the sender}. */
  record Username(String value) implements StunAttribute {}

  /** Where the request came from, as the answering side saw it. */
  record XorMappedAddress(InetSocketAddress address) implements StunAttribute {}

  /**
   * The priority a peer-reflexive candidate learned from this check shall have.
   *
   * @param value unsigned 32 bit
   */
  record Priority(long value) implements StunAttribute {}

  /** The controlling side nominates this pair. */
  record UseCandidate() implements StunAttribute {}

  record IceControlled(long tieBreaker) implements StunAttribute {}

  record IceControlling(long tieBreaker) implements StunAttribute {}

  /**
   * @param code 300–699
   */
  record ErrorCode(int code, String reason) implements StunAttribute {}

  record UnknownAttributes(List<Integer> types) implements StunAttribute {}

  record Software(String description) implements StunAttribute {}

  /** One we do not know; {@link #comprehensionRequired} says whether that matters. */
  record Unknown(int type, Bytes value) implements StunAttribute {
    /** RFC 8489 §14: types below 0x8000 must be understood. */
    public boolean comprehensionRequired() {
      return type < 0x8000;
    }
  }
}
