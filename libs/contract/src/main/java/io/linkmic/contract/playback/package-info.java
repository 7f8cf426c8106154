/**
 * Addresses of a stream that expire: whoever makes the address signs it, whoever serves the stream
 * checks it. Values only, no clock of its own; any thread.
 */
@NullMarked
package io.linkmic.contract.playback;

import org.jspecify.annotations.NullMarked;
