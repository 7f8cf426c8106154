package io.linkmic.contract.token;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/tokens}.
 *
 * @param participantId null to have one made
 * @param grants null for {@code publish} and {@code subscribe}
 * @param ttl null for one hour
 */
public record CreateTokenRequest(
    @Nullable String roomId,
    @Nullable String participantId,
    @Nullable String name,
    @Nullable List<String> grants,
    @Nullable Duration ttl) {}
