package io.linkmic.rtc.sdp;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import java.util.List;

/**
 * The outcome of one offer/answer exchange, all a {@code Peer} needs to know of the other side.
 *
 * @param remoteFingerprints any one must match the certificate shown in DTLS
 * @param localDtlsRole our side's role
 */
public record NegotiatedSession(
    IceCredentials remoteIce,
    boolean remoteIceLite,
    List<IceCandidate> remoteCandidates,
    List<Fingerprint> remoteFingerprints,
    DtlsRole localDtlsRole,
    List<NegotiatedMedia> media) {}
