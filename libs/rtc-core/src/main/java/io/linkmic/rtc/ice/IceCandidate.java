package io.linkmic.rtc.ice;

import java.net.InetSocketAddress;

/**
 * RFC 8839 §5.1: a UDP candidate with a literal address (host names are dropped by the SDP parser).
 *
 * @param type {@code host}, {@code srflx}, {@code prflx} or {@code relay}
 */
public record IceCandidate(
    String foundation, int component, long priority, InetSocketAddress address, String type) {}
