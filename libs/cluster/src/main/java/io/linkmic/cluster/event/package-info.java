/**
 * What happened, appended for mcu-api and its webhooks.
 *
 * <p>Enters: events of nodes and of mcu-api. Leaves: a bounded Redis stream in order per room. Any
 * thread that may wait.
 */
@NullMarked
package io.linkmic.cluster.event;

import org.jspecify.annotations.NullMarked;
