/**
 * Which nodes there are, where, and how busy.
 *
 * <p>Enters: each node's beat once a second. Leaves: the {@link io.linkmic.cluster.node.Fleet} with
 * ages by Redis' own clock. Any thread that may wait.
 */
@NullMarked
package io.linkmic.cluster.node;

import org.jspecify.annotations.NullMarked;
