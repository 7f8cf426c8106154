/**
 * Who calls, and whether he may. The {@code Gate} finds out who it is, by API key, by the console's
 * session or by being a browser on this very machine; the {@code Guard} refuses every endpoint that
 * is not marked {@link io.linkmic.backend.access.Open} to those it does not know.
 *
 * <p>Enters: HTTP requests. Leaves: requests with a {@link io.linkmic.backend.access.Caller}, or
 * problem details. Keeps nothing: a session is a signed cookie, so that every instance knows it.
 * Thread: Tomcat's.
 */
@NullMarked
package io.linkmic.backend.access;

import org.jspecify.annotations.NullMarked;
