/**
 * The origin: RTMP in; RTMP play and HTTP-FLV out. The CDN's stand-in on one machine.
 *
 * <p>This package is the wiring: configuration, event loops, listening sockets, start and stop. A
 * tag's way goes through {@code session} and {@code rtmp} (in), {@code stream} (the hub), {@code
 * http} and again {@code session} (out). Knows Spring; the others do not.
 */
@NullMarked
package io.linkmic.origin;

import org.jspecify.annotations.NullMarked;
