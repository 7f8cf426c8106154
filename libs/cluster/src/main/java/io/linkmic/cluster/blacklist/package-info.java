/**
 * What must not be offered: nodes, clients' networks, regions.
 *
 * <p>Enters: entries of operators. Leaves: those that have not expired. Any thread that may wait.
 */
@NullMarked
package io.linkmic.cluster.blacklist;

import org.jspecify.annotations.NullMarked;
