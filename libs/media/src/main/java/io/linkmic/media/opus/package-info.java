/**
 * Opus through libopus (LWJGL's binding), 48 kHz stereo.
 *
 * <p>Enters: Opus packets of a stranger (RFC 6716), PCM. Leaves: interleaved float samples, Opus
 * packets. Thread: each decoder or encoder belongs to one thread at a time. Malformed packets are
 * values ({@link io.linkmic.media.opus.OpusPacket#MALFORMED}), never exceptions.
 */
@NullMarked
package io.linkmic.media.opus;

import org.jspecify.annotations.NullMarked;
