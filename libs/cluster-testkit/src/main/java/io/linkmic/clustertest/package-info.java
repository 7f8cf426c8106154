/**
 * A real Redis for tests, and the trouble it can be in: killed, paused, restarted empty, slow.
 *
 * <p>Enters: a test's wishes. Leaves: a {@code redis-server} process on loopback, and a link to it
 * that delays or cuts. Not deployed.
 */
@NullMarked
package io.linkmic.clustertest;

import org.jspecify.annotations.NullMarked;
