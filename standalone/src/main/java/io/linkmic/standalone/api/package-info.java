/**
 * The thin slice of mcu-api: rooms, tokens and the program, in the shapes and on the port that the
 * real service will have.
 *
 * <p>Enters: REST calls with an API key or a participant's token. Leaves: calls to the node's
 * internal HTTP, answers as JSON, errors as RFC 9457 problem details. Keeps nothing but the answers
 * of the last day's idempotent requests. Thread: Tomcat's.
 */
@NullMarked
package io.linkmic.standalone.api;

import org.jspecify.annotations.NullMarked;
