/**
 * Streams: one publisher in, any number of viewers out.
 *
 * <p>Enters: whole RTMP messages of a publisher, viewers that join and leave. Leaves: shared FLV
 * tags, written to the viewers' channels, and the figures the status and the metrics show. Thread:
 * a {@link io.linkmic.origin.stream.LiveStream} has one writer, its home event loop; a {@link
 * io.linkmic.origin.stream.Viewer} belongs to its channel's event loop; what crosses between the
 * two crosses as a task.
 */
@NullMarked
package io.linkmic.origin.stream;

import org.jspecify.annotations.NullMarked;
