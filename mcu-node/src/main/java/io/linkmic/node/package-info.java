/**
 * The node as a process: its entry point, its configuration, and who is handed what.
 *
 * <p>Enters: command line, environment, {@code mcu-node.yaml}. Leaves: a running node, or one
 * sentence that says why there is none. Only here and in the doors is Spring known.
 */
@NullMarked
package io.linkmic.node;

import org.jspecify.annotations.NullMarked;
