/**
 * Everything in one JVM, for a laptop, a demo and end-to-end tests.
 *
 * <p>Enters: the command line of {@code ./linkmic up} and {@code demo}. Leaves: one Spring context
 * per service, started in the order of the flow from the viewers' end (origin, node, API, pages)
 * and stopped the other way round. Thread: the main thread starts, the shutdown hook stops.
 */
@NullMarked
package io.linkmic.standalone;

import org.jspecify.annotations.NullMarked;
