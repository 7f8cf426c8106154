/**
 * Commands from mcu-api over internal HTTP.
 *
 * <p>Enters: requests to {@code /internal/v1} that carry the service token. Leaves: commands to
 * {@link io.linkmic.node.room.RoomDirectory}, answers in the contract's shapes. Thread: the
 * request's virtual thread; it may wait for a room.
 */
@NullMarked
package io.linkmic.node.control;

import org.jspecify.annotations.NullMarked;
