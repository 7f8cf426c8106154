package io.linkmic.backend.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message; the event {@code message}, an entry of the history, and what goes through Redis.
 *
 * @param messageId 1, 2, 3 … in its broadcast
 * @param name for people; never empty
 * @param text as it was written: never HTML
 * @param at by PostgreSQL's clock
 * @param clientId the sender's own id of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatMessage(
    long messageId,
    String participantId,
    String name,
    String text,
    Instant at,
    @Nullable String clientId) {}
