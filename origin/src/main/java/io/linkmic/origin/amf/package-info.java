/**
 * AMF0, the encoding of RTMP commands and metadata (Adobe's "AMF 0 File Format Specification").
 *
 * <p>Enters: a message's payload, borrowed for the call. Leaves: {@link
 * io.linkmic.origin.amf.AmfValue}s, immutable, or the reason why the bytes are not AMF0. Thread:
 * none of its own.
 */
@NullMarked
package io.linkmic.origin.amf;

import org.jspecify.annotations.NullMarked;
