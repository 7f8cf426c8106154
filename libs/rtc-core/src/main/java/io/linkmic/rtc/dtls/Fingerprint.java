package io.linkmic.rtc.dtls;

import io.linkmic.rtc.bytes.Bytes;

/**
 * RFC 8122 §5: digest of a certificate.
 *
 * @param algorithm lower case, {@code sha-256}, {@code sha-384} or {@code sha-512}
 */
public record Fingerprint(String algorithm, Bytes digest) {}
