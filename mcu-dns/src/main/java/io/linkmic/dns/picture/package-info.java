/**
 * The last known picture of the fleet, the leases and the blacklist.
 *
 * <p>Enters: what Redis holds, twice a second. Leaves: a {@link io.linkmic.dns.picture.Picture},
 * the old one again while Redis is down. Thread: one of its own, the only one of this service that
 * waits for Redis.
 */
@NullMarked
package io.linkmic.dns.picture;

import org.jspecify.annotations.NullMarked;
