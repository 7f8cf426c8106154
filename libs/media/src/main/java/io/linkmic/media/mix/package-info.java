/**
 * The sound of link-mic: one bounded {@link io.linkmic.media.mix.SoundInput} per host, the {@link
 * io.linkmic.media.mix.SoundMixer} that makes the full mix and every host's mix-minus of them, and
 * who is heard: {@link io.linkmic.media.mix.SoundMeter}, {@link
 * io.linkmic.media.mix.ActiveSpeaker}.
 *
 * <p>Enters and leaves: interleaved stereo floats (±1.0), 48 kHz; positions and lengths count
 * samples per channel; the mixer works in blocks of 10 ms. No clock: a block is the unit of time.
 * Thread: everything here belongs to the one thread that mixes a room; nothing allocates after
 * construction. Levels are those of RFC 6464: 0 (overload) to 127 (silence) −dBov.
 */
@NullMarked
package io.linkmic.media.mix;

import org.jspecify.annotations.NullMarked;
