/** Participants' tokens, minted on the account of the API key that asks. Thread: the request's. */
@NullMarked
package io.linkmic.api.token;

import org.jspecify.annotations.NullMarked;
