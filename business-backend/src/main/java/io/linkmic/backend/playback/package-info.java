/**
 * Addresses of a broadcast's stream: where a node pushes it, where an audience watches it, signed
 * and expiring where a secret is configured. Pure but for the clock; any thread.
 */
@NullMarked
package io.linkmic.backend.playback;

import org.jspecify.annotations.NullMarked;
