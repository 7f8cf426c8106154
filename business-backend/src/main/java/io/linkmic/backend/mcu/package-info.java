/**
 * mcu-api as this service uses it: rooms, tokens, programs, the fleet, webhook subscriptions.
 *
 * <p>Enters: calls of the endpoints and of the keeper. Leaves: HTTP requests that end, with an
 * answer or without, within seconds. What mcu-api says is a value; only {@link
 * io.linkmic.backend.mcu.McuAnswer#orRefuse} turns it into a refusal of our own. Any thread that
 * may wait.
 */
@NullMarked
package io.linkmic.backend.mcu;

import org.jspecify.annotations.NullMarked;
