package io.linkmic.node.signaling.whip;

import io.linkmic.rtc.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One publisher or player, from its {@code POST} to its end.
 *
 * @param offer as last negotiated; an ICE restart changes its credentials
 * @param etag names the ICE session (RFC 9725 §4.3.1), quotes included
 * @param tokenDigest SHA-256 of the token that opened it: that token may close it too, even when it
 *     has expired meanwhile
 * @param end forgets the session and gives its place back; may run more than once
 */
record WhipSession(
    String sessionId,
    Door door,
    String roomId,
    Kept kept,
    String offer,
    String etag,
    Bytes tokenDigest,
    Runnable end) {

  WhipSession restarted(String newOffer, String newEtag) {
    return new WhipSession(sessionId, door, roomId, kept, newOffer, newEtag, tokenDigest, end);
  }

  boolean openedBy(String token) {
    return MessageDigest.isEqual(tokenDigest.toArray(), digest(token).toArray());
  }

  static Bytes digest(String token) {
    try {
      return Bytes.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Without the offer and the digest: sessions are logged. */
  @Override
  public String toString() {
    return "WhipSession["
        + door
        + ", room="
        + roomId
        + ", participant="
        + kept.participantId()
        + "]";
  }
}
