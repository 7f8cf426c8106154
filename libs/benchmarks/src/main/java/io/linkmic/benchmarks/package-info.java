/**
 * Whole-system benchmarks: real processes, real sockets, figures as JSON.
 *
 * <p>Enters: {@code ./linkmic bench …}. Leaves: one JSON object on standard output, progress on
 * standard error. The node and the origin run as processes of their own, so that their CPU time is
 * theirs alone; publishers and viewers live in this one.
 */
@NullMarked
package io.linkmic.benchmarks;

import org.jspecify.annotations.NullMarked;
