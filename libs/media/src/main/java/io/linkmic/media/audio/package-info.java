/**
 * Small work on blocks of sound between decoder and encoder: follow a drifting clock, go in and out
 * of silence without a click.
 *
 * <p>Enters and leaves: interleaved stereo floats (±1.0), 48 kHz. Thread: a resampler or drift
 * belongs to one stream and one thread at a time.
 */
@NullMarked
package io.linkmic.media.audio;

import org.jspecify.annotations.NullMarked;
