/**
 * {@code /v1/webhooks}: who hears of events, and how that fares.
 *
 * <p>Enters: calls with an API key. Leaves: subscriptions, their figures, their dead letters; and
 * the delivery engine, which this package configures and starts. Thread: the request's.
 */
@NullMarked
package io.linkmic.api.webhook;

import org.jspecify.annotations.NullMarked;
