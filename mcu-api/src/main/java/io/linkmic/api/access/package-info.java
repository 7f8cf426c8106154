/**
 * Who calls, and whether they may. Enters: every request of {@code /v1} with its {@code
 * Authorization}. Leaves: the {@link io.linkmic.api.access.Caller} and the room it may touch, or a
 * refusal. Deny by default: a handler that does not say what it {@link io.linkmic.api.access.Needs}
 * is never called. Thread: the request's.
 */
@NullMarked
package io.linkmic.api.access;

import org.jspecify.annotations.NullMarked;
