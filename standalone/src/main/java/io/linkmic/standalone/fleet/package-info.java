/**
 * Several nodes beside this JVM, each a process of its own, as {@code ./linkmic up --nodes 3} wants
 * them.
 *
 * <p>Enters: each node's settings. Leaves: running nodes, and a sentence when one ends by itself.
 * Thread: the starter's; one virtual thread per node waits for its end.
 */
@NullMarked
package io.linkmic.standalone.fleet;

import org.jspecify.annotations.NullMarked;
