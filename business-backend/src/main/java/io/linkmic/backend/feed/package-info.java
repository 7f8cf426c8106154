/**
 * What happens, as it happens, for consoles: {@code GET /api/v1/events} as server-sent events.
 *
 * <p>Enters: events of mcu-api's webhooks and of broadcasts, published inside the transaction that
 * makes them true. They travel by PostgreSQL's {@code NOTIFY}, so that a console sees what any
 * instance received, and nothing that was rolled back. Leaves: one bounded queue per console; one
 * that cannot keep up is disconnected and asks again. Threads: a listener, and a virtual thread per
 * console.
 */
@NullMarked
package io.linkmic.backend.feed;

import org.jspecify.annotations.NullMarked;
