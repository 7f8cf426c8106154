/**
 * HTTP to URLs that strangers name: webhooks' receivers, images of layouts.
 *
 * <p>Enters: a URL, a request for it, a reader of the answer. Leaves: what the reader made of it,
 * or why there is nothing to read. Uses {@code contract}'s rules for addresses; knows neither
 * webhooks nor images.
 */
@NullMarked
package io.linkmic.outbound;

import org.jspecify.annotations.NullMarked;
