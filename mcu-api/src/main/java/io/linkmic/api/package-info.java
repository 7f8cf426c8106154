/**
 * mcu-api: rooms, participants, egress, tokens and the fleet by REST.
 *
 * <p>Enters: calls of {@code /v1} with an API key or a participant's token. Leaves: configurations
 * and events to Redis, commands to the nodes' internal HTTP, answers as JSON, errors as RFC 9457
 * problem details. Nothing is kept in memory that a restart would miss. Thread: the request's
 * virtual thread, which may wait.
 */
@NullMarked
package io.linkmic.api;

import org.jspecify.annotations.NullMarked;
