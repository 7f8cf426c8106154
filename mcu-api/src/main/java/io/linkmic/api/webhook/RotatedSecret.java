package io.linkmic.api.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's new secret.
 *
 * @param secret shown this once
 * @param previousSecretUntil the one before signs too until then
 */
record RotatedSecret(String webhookId, String secret, @Nullable Instant previousSecretUntil) {}
