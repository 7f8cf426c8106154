package io.linkmic.rtc.sdp;

import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCredentials;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * Our side of an exchange in which we answer.
 *
 * @param sessionId numeric name of the session in {@code o=}, stays the same for its life
 * @param sessionVersion grows with every answer of the same session
 * @param addresses where the other side reaches us, the preferred one first; resolved
 * @param extensions RTP header extension URIs we take when offered. One that is not taken is not
 *     sent: a browser without {@code urn:3gpp:video-orientation} turns the picture itself
 */
public record LocalSession(
    long sessionId,
    long sessionVersion,
    IceCredentials ice,
    boolean iceLite,
    Fingerprint fingerprint,
    List<InetSocketAddress> addresses,
    Set<String> extensions) {

  public LocalSession {
    addresses = List.copyOf(addresses);
    extensions = Set.copyOf(extensions);
  }

  /** The same session after an ICE restart. */
  public LocalSession restarted(IceCredentials fresh, long nextVersion) {
    return new LocalSession(
        sessionId, nextVersion, fresh, iceLite, fingerprint, addresses, extensions);
  }
}
