package io.linkmic.api.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must not be offered, to whom. At least one condition; all that are there must hold.
 *
 * @param network clients, {@code 192.0.2.0/24} or {@code 2001:db8::/32}
 * @param reason for people, told in explanations
 * @param ttl from now; or
 * @param expiresAt neither for as long as nobody removes it
 */
record CreateEntryRequest(
    @Nullable String nodeId,
    @Nullable String network,
    @Nullable String region,
    @Nullable String reason,
    @Nullable Duration ttl,
    @Nullable Instant expiresAt) {}
