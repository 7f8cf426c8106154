/**
 * A network in virtual time: one event heap, links with capacity, queue, delay, jitter and loss.
 *
 * <p>Enters: datagrams and a seed. Leaves: the same datagrams later, in another order, or never;
 * the same seed gives the same run. Thread: the one that runs {@link
 * io.linkmic.testkit.network.VirtualTime}. RFC 8867 for the shapes of the links.
 */
@NullMarked
package io.linkmic.testkit.network;

import org.jspecify.annotations.NullMarked;
