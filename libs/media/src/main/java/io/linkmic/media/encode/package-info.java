/**
 * H.264 encoders for the server's mix, and the probes that find out which of them, and which
 * decoders, this machine has.
 *
 * <p>Enters: a {@link io.linkmic.media.picture.Canvas} per picture. Leaves: access units as NAL
 * units behind 4-byte lengths, one for each picture, from the same call. Thread: an encoder has
 * one. Rules: ITU-T H.264; no B pictures, parameter sets in front of every IDR picture.
 */
@NullMarked
package io.linkmic.media.encode;

import org.jspecify.annotations.NullMarked;
