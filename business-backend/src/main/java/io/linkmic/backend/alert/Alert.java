package io.linkmic.backend.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param kind {@code egress-failed}
 * @param subject the egress's id
 * @param detail one sentence, without a stream key
 * @param clearedAt null while it stands
 */
public record Alert(
    long alertId,
    String kind,
    String subject,
    String detail,
    Instant raisedAt,
    @Nullable Instant clearedAt) {}
