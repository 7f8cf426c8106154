/**
 * Where a client is: its address, and what region, provider and coordinates that address means.
 *
 * <p>Enters: the connection's address, what trusted proxies say of it, and what the client says of
 * itself. Leaves: a {@link io.linkmic.dns.place.Place}. Nothing here asks the network (RFC 1035
 * names are never resolved). Any thread.
 */
@NullMarked
package io.linkmic.dns.place;

import org.jspecify.annotations.NullMarked;
