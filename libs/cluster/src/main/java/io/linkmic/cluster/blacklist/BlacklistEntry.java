package io.linkmic.cluster.blacklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must not be offered, to whom. At least one of the three conditions is there; all that are
 * there must hold: a node alone is offered to nobody, a region alone is offered to nobody, a
 * network alone is offered nothing, a node with a network is not offered to clients of that
 * network.
 *
 * @param network CIDR of clients, {@code 192.0.2.0/24}
 * @param reason for people, told in explanations
 * @param expiresAt null for never
 * @param createdBy the API key
 */
public record BlacklistEntry(
    String id,
    @Nullable String nodeId,
    @Nullable String network,
    @Nullable String region,
    String reason,
    @Nullable Instant expiresAt,
    Instant createdAt,
    String createdBy) {}
