/**
 * The HTTP door: one port for selections, explanations, health and metrics.
 *
 * <p>Enters: requests of strangers, checked, limited per address. Leaves: JSON, or problem details
 * (RFC 9457). Thread: Netty's event loops; nothing here waits.
 */
@NullMarked
package io.linkmic.dns.http;

import org.jspecify.annotations.NullMarked;
