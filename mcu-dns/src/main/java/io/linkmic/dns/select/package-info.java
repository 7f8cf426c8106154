/**
 * The decision: filter, rank, explain.
 *
 * <p>Enters: pictures, compiled to a {@link io.linkmic.dns.select.Board} at each refresh, and
 * requests with their clock. Leaves: {@link io.linkmic.dns.select.Selection}s. No Spring, no
 * socket, no clock; what instances decide alike depends on nothing random. Pictures come on one
 * thread, requests on any.
 */
@NullMarked
package io.linkmic.dns.select;

import org.jspecify.annotations.NullMarked;
