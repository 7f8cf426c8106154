/**
 * Who wants which events, and where to.
 *
 * <p>Enters: URLs and filters of strangers. Leaves: {@link
 * io.linkmic.api.webhook.subscription.Subscription}s in Redis, and a copy of all of them for those
 * who deliver; a URL is judged when it comes and, address by address, each time something is sent
 * to it. Any thread that may wait for Redis or DNS.
 */
@NullMarked
package io.linkmic.api.webhook.subscription;

import org.jspecify.annotations.NullMarked;
