/**
 * The HTTP door: HTTP-FLV for viewers, status for operators, health and metrics for machines.
 *
 * <p>Enters: requests without a body. Leaves: viewers in {@link
 * io.linkmic.origin.stream.StreamDirectory}, and JSON or text answers; errors as RFC 9457 problem
 * details. Thread: the connection's event loop.
 */
@NullMarked
package io.linkmic.origin.http;

import org.jspecify.annotations.NullMarked;
