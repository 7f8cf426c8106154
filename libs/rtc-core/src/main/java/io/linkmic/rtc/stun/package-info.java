/** STUN messages (RFC 8489): reading, writing, integrity and fingerprint. */
@NullMarked
package io.linkmic.rtc.stun;

import org.jspecify.annotations.NullMarked;
