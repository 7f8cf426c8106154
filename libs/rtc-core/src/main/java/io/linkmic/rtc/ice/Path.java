package io.linkmic.rtc.ice;

import java.net.InetSocketAddress;

/**
 * The way datagrams travel between the two ends: our address and theirs. The local address of a
 * node is its one UDP socket.
 */
public record Path(InetSocketAddress local, InetSocketAddress remote) {}
