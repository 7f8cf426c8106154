/**
 * What becomes of a request when its rules are applied: every wrong field named at once, or the
 * request with nothing missing. Values only; any thread.
 */
@NullMarked
package io.linkmic.contract.request;

import org.jspecify.annotations.NullMarked;
