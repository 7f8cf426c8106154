/**
 * ICE (RFC 8445): the lite agent of the node, the full agent of a client, and consent (RFC 7675).
 *
 * <p>Enters: STUN datagrams with the path they came by, wake-ups, and news that authenticated media
 * arrived ({@code touch}). Leaves: {@link io.linkmic.rtc.ice.IceOutput}: datagrams to send, the
 * selected path, failure; and when to wake next. Thread: the peer's owner; reads no clock. Only the
 * one component that BUNDLE and rtcp-mux leave is known here.
 */
@NullMarked
package io.linkmic.rtc.ice;

import org.jspecify.annotations.NullMarked;
