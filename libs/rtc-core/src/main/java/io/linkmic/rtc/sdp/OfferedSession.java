package io.linkmic.rtc.sdp;

import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCredentials;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our side of an exchange in which we offer.
 *
 * @param sessionVersion grows with every offer of the same session
 * @param addresses our host candidates, the preferred one first; may be empty, a lite agent learns
 *     them from our checks
 * @param cname RFC 7022; also the name of the one stream sound and picture belong to
 */
public record OfferedSession(
    long sessionId,
    long sessionVersion,
    IceCredentials ice,
    Fingerprint fingerprint,
    List<InetSocketAddress> addresses,
    String cname,
    List<OfferedMedia> media) {

  public OfferedSession {
    addresses = List.copyOf(addresses);
    media = List.copyOf(media);
  }

  /** RFC 8843 §9.1: an id means the same on all lines of a bundle. */
  Map<String, Integer> extensionIds() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    media.stream()
        .flatMap(line -> line.extensions().stream())
        .forEach(uri -> ids.putIfAbsent(uri, ids.size() + 1));
    return ids;
  }
}
