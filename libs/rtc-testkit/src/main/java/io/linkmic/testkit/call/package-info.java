/**
 * A whole call in virtual time: a client's peer and a node's peer, with real ICE, DTLS and SRTP,
 * over two simulated links.
 *
 * <p>Enters: a seed and the shape of the network. Leaves: what the node received and when, and a
 * hash of all that happened. Thread: the one that runs it.
 */
@NullMarked
package io.linkmic.testkit.call;

import org.jspecify.annotations.NullMarked;
