/**
 * What all users of FFmpeg share: loading the libraries, their log, their error texts, and the
 * {@code ffmpeg} and {@code ffprobe} programs out of the same jar.
 *
 * <p>Enters: error codes, log lines, command lines. Leaves: texts with stream keys hidden, child
 * processes. Thread: any.
 */
@NullMarked
package io.linkmic.media.ffmpeg;

import org.jspecify.annotations.NullMarked;
