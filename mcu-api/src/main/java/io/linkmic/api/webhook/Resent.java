package io.linkmic.api.webhook;

/**
 * What became of dead letters.
 *
 * @param resent how many went back to their queues
 */
record Resent(int resent) {}
