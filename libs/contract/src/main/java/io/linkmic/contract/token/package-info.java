/**
 * Participants' tokens (RFC 7519), signed with HS256 and nothing else.
 *
 * <p>Enters: API keys from the configuration, claims to mint, strings from strangers to verify.
 * Leaves: compact JWTs, or a {@link io.linkmic.contract.token.TokenVerdict}. Verification never
 * throws on a stranger's string. Any thread.
 */
@NullMarked
package io.linkmic.contract.token;

import org.jspecify.annotations.NullMarked;
