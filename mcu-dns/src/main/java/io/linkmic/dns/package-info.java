/**
 * mcu-dns: picks the best node for a room and says why.
 *
 * <p>Enters: questions by HTTP; the fleet, leases and blacklist from Redis. Leaves: ranked nodes.
 * In the order of a question: {@code http}, {@code place}, {@code picture}, {@code select}.
 */
@NullMarked
package io.linkmic.dns;

import org.jspecify.annotations.NullMarked;
