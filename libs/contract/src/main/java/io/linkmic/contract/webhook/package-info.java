/**
 * Webhooks as Standard Webhooks 1.0 has them: the body, the secret, signing and verifying.
 *
 * <p>mcu-api signs what it sends; whoever receives verifies the raw body before parsing it. Values
 * only, no clock of its own; any thread.
 */
@NullMarked
package io.linkmic.contract.webhook;

import org.jspecify.annotations.NullMarked;
