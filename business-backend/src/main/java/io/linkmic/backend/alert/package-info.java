/**
 * What somebody should look at: an egress that failed for good. Raised by mcu-api's events and by
 * the keeper's comparison, cleared when the egress is live again or the broadcast is over.
 *
 * <p>Enters: an egress's state, inside the caller's transaction. Leaves: rows, a metric, an event
 * for consoles. Any thread.
 */
@NullMarked
package io.linkmic.backend.alert;

import org.jspecify.annotations.NullMarked;
