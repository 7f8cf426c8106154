/**
 * Metrics of the node, prefix {@code linkmic_}: base units, no room or participant labels.
 *
 * <p>Enters: figures from every part, on any thread. Leaves: meters in Micrometer's registry.
 */
@NullMarked
package io.linkmic.node.telemetry;

import org.jspecify.annotations.NullMarked;
