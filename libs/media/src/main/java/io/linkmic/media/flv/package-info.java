/**
 * FLV records, read and written in plain Java.
 *
 * <p>Enters: bytes of an FLV stream (a stranger's, in the origin and in tests), media with
 * timestamps. Leaves: tags, the AVC, AAC and script data in them, bytes. Malformed input is a
 * value. Thread: a reader or writer belongs to one thread. Rules: Adobe Flash Video File Format
 * 10.1 annex E, AMF0.
 */
@NullMarked
package io.linkmic.media.flv;

import org.jspecify.annotations.NullMarked;
