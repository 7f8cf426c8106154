package io.linkmic.rtc.peer;

import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.time.Duration;

/**
 * What one peer is made of.
 *
 * @param iceLite true in the node (answers checks), false in a client (sends checks, nominates)
 * @param videoPlayoutDeadline how long a missing video packet may be waited for (NACK/RTX) before
 *     the picture is given up: 500 ms for passthrough
 * @param audioPlayoutDeadline the same for sound
 */
public record PeerConfig(
    boolean iceLite,
    IceCredentials localIce,
    DtlsIdentity identity,
    NegotiatedSession session,
    Duration videoPlayoutDeadline,
    Duration audioPlayoutDeadline) {}
