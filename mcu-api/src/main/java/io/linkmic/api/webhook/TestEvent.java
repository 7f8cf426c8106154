package io.linkmic.api.webhook;

/**
 * A test under way.
 *
 * @param eventId the {@code webhook-id} to look for
 */
record TestEvent(String eventId) {}
