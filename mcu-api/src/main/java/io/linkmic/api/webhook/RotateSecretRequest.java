package io.linkmic.api.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Another secret, please.
 *
 * @param secret {@code whsec_…}; left out for a random one
 */
record RotateSecretRequest(@Nullable String secret) {}
