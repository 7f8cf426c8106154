/**
 * Pictures between a decoder and an encoder: H.264 access units become decoded pictures, a canvas
 * shows them in its rectangles, overlays (labels, watermarks, borders) are laid on top.
 *
 * <p>Enters: NAL units behind 4-byte lengths, PNG and JPEG files, texts. Leaves: a canvas of planes
 * in 4:2:0, 8 bits, BT.709 limited range, for {@code media.encode}. Thread: a decoder and a canvas
 * have one each; a {@link io.linkmic.media.picture.Picture} is handed over between them. Rules:
 * ITU-T H.264 for what is decoded, ITU-R BT.709 for colours.
 *
 * <p>Each piece of native memory has one owner: pictures count their references, the canvas owns
 * its planes and scalers.
 */
@NullMarked
package io.linkmic.media.picture;

import org.jspecify.annotations.NullMarked;
