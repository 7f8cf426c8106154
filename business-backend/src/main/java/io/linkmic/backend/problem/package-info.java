/**
 * What goes wrong, as RFC 9457 problem details with a stable {@code code}: one shape for endpoints,
 * filters and whatever Spring finds wrong by itself. Any thread.
 */
@NullMarked
package io.linkmic.backend.problem;

import org.jspecify.annotations.NullMarked;
