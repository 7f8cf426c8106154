package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;
import java.util.Optional;

/**
 * A well-formed STUN message whose FINGERPRINT, if present, was right. Nothing in it is trustworthy
 * before {@link #isAuthenticBy}.
 *
 * @param transactionId 96 bit
 * @param attributes those before MESSAGE-INTEGRITY, in order
 * @param integrityOffset where MESSAGE-INTEGRITY begins in {@code raw}, or −1
 * @param raw the whole datagram
 */
public record StunMessage(
    StunMessageType type,
    Bytes transactionId,
    List<StunAttribute> attributes,
    int integrityOffset,
    Bytes raw) {

  public static Parsed<StunMessage> parse(Bytes datagram) {
    return StunParser.parse(datagram);
  }

  /**
   * RFC 7983 §7 and the magic cookie: cheap enough for every datagram of the edge. Says nothing
   * about being well formed.
   */
  public static boolean looksLikeStun(Bytes datagram) {
    return datagram.length() >= StunFormat.HEADER_LENGTH
        && datagram.u8(0) <= 3
        && datagram.i32(4) == StunFormat.MAGIC_COOKIE;
  }

  /**
   * USERNAME of a binding request, unverified, for the edge that finds the peer by its local ufrag
   * (the part before the colon). Walks the attributes, builds nothing but the text.
   */
  public static Optional<String> unverifiedUsername(Bytes datagram) {
    return StunParser.unverifiedUsername(datagram);
  }

  /** Whether MESSAGE-INTEGRITY is present and was made with {@code key}. */
  public boolean isAuthenticBy(StunKey key) {
    return integrityOffset >= 0 && key.verifies(raw, integrityOffset);
  }

  public <A extends StunAttribute> Optional<A> find(Class<A> kind) {
    for (StunAttribute attribute : attributes) {
      if (kind.isInstance(attribute)) {
        return Optional.of(kind.cast(attribute));
      }
    }
    return Optional.empty();
  }

  public boolean has(Class<? extends StunAttribute> kind) {
    return find(kind).isPresent();
  }

  /** RFC 8489 §6.3.1: types of attributes that had to be understood and were not. */
  public List<Integer> notUnderstood() {
    return attributes.stream()
        .filter(StunAttribute.Unknown.class::isInstance)
        .map(StunAttribute.Unknown.class::cast)
        .filter(StunAttribute.Unknown::comprehensionRequired)
        .map(StunAttribute.Unknown::type)
        .toList();
  }
}
