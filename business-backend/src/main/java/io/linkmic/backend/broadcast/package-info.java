/**
 * Broadcasts: what they are, how their state goes, what they use, and their REST endpoints.
 *
 * <p>Enters: REST calls, and the causes that webhooks and the keeper's comparison find. Leaves:
 * rows in PostgreSQL, rooms at mcu-api, events for consoles. Every change of state is decided by
 * {@link io.linkmic.backend.broadcast.Transitions} and made by {@link
 * io.linkmic.backend.broadcast.Broadcasts} in one transaction with its history. Nothing is kept in
 * memory: any number of instances share the work through row locks. Threads: Tomcat's virtual ones;
 * the keeper's timer.
 */
@NullMarked
package io.linkmic.backend.broadcast;

import org.jspecify.annotations.NullMarked;
