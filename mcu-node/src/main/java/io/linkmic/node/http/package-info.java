/**
 * What the HTTP doors share: bounded bodies, and RFC 9457 problem details for every error, also for
 * those of filters and of Tomcat itself.
 *
 * <p>Enters: requests before any controller. Leaves: requests whose body cannot exceed its bound,
 * and {@code application/problem+json} with a stable {@code code}. Thread: the request's virtual
 * thread.
 */
@NullMarked
package io.linkmic.node.http;

import org.jspecify.annotations.NullMarked;
