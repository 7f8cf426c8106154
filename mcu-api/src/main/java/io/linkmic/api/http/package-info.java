/**
 * What all calls have in common: problems (RFC 9457), idempotency keys, pages, ETags, quotas.
 * Enters: requests of known callers. Leaves: requests whose body was read and bounded; answers of
 * the last day go to Redis by their idempotency key. Thread: the request's, which may wait for
 * Redis.
 */
@NullMarked
package io.linkmic.api.http;

import org.jspecify.annotations.NullMarked;
