/**
 * Events on their way to webhooks: at least once, in order per room.
 *
 * <p>Enters: the event stream, through one {@link io.linkmic.api.webhook.delivery.FanOut} at a time
 * in the whole fleet (a lease with a token that its script checks). It puts each event into the
 * queue of its room for each subscription that wants it. Leaves: signed HTTP requests, by the
 * {@link io.linkmic.api.webhook.delivery.Dispatcher} of every instance, which claims queues and
 * sends their heads. What cannot be delivered ends in the {@link
 * io.linkmic.api.webhook.delivery.DeadLetters}. All state is in Redis; {@code queues.lua} tells its
 * shape. {@link io.linkmic.api.webhook.delivery.DeliveryEngine} owns the threads.
 */
@NullMarked
package io.linkmic.api.webhook.delivery;

import org.jspecify.annotations.NullMarked;
