/**
 * Read-only byte slices, the big-endian writer and the result of parsing.
 *
 * <p>Enters: byte arrays that came from or go to the network. Leaves: {@link
 * io.linkmic.rtc.bytes.Bytes} slices that share the array. Thread: none of its own; values are
 * immutable as long as the owner of the array does not write to it.
 */
@NullMarked
package io.linkmic.rtc.bytes;

import org.jspecify.annotations.NullMarked;
