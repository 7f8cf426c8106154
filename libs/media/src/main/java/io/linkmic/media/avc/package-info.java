/**
 * H.264 in the form of MP4 and FLV: NAL units behind 4-byte lengths, parameter sets in an
 * AVCDecoderConfigurationRecord; data of one's own as an SEI message.
 *
 * <p>Enters: access units of a stranger. Leaves: where their NAL units lie, and the record for the
 * sequence header. Thread: none of its own. Rules: ISO 14496-15 §5.3.3.1, ITU-T H.264 §7.3.2.1.
 */
@NullMarked
package io.linkmic.media.avc;

import org.jspecify.annotations.NullMarked;
