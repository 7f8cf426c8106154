/**
 * Nodes, drain and blacklist, for operators. Enters: calls with an operator's key. Leaves: the
 * registry's nodes, commands to nodes, entries of the blacklist. Thread: the request's.
 */
@NullMarked
package io.linkmic.api.fleet;

import org.jspecify.annotations.NullMarked;
