/**
 * Where a program may be pushed: the guard against server-side request forgery by RTMP URL.
 *
 * <p>Enters: a URL from a stranger. Leaves: an {@link io.linkmic.contract.egress.EgressUrlVerdict}
 * whose address was resolved once and is the one to connect to. Asks DNS; any thread that may wait.
 */
@NullMarked
package io.linkmic.contract.egress;

import org.jspecify.annotations.NullMarked;
