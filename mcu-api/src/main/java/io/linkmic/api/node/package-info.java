/**
 * Where rooms run, and calls of the nodes' internal HTTP. Enters: a room or a node. Leaves: HTTP
 * with the service token and the lease's epoch; every call ends within two seconds, and a node that
 * missed three beats is not called. Thread: the request's.
 */
@NullMarked
package io.linkmic.api.node;

import org.jspecify.annotations.NullMarked;
