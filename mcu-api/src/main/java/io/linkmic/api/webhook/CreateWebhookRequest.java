package io.linkmic.api.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants events.
 *
 * @param url https
 * @param events types, {@code program.changed}, or patterns, {@code room.*}; left out for all
 * @param secret {@code whsec_} and base64 of 24 to 64 bytes; left out for a random one
 */
record CreateWebhookRequest(
    @Nullable String url, @Nullable List<String> events, @Nullable String secret) {}
