/**
 * AAC-LC through libavcodec's encoder, 48 kHz stereo.
 *
 * <p>Enters: interleaved float samples in frames of 1024. Leaves: raw AAC packets (no ADTS) with
 * the sample position each stands for, and the AudioSpecificConfig (ISO 14496-3 §1.6.2.1). Thread:
 * an encoder belongs to one thread at a time.
 */
@NullMarked
package io.linkmic.media.aac;

import org.jspecify.annotations.NullMarked;
