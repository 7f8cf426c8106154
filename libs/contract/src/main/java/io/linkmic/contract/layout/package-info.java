/**
 * How several hosts share one picture: the layout of a room as it crosses process boundaries.
 *
 * <p>Enters: a {@link io.linkmic.contract.layout.LayoutRequest}, which may leave everything out.
 * Leaves: a {@link io.linkmic.contract.layout.LayoutVerdict}; an accepted {@link
 * io.linkmic.contract.layout.Layout} has nothing missing. Places and sizes are fractions of the
 * canvas from its upper left corner, colours {@code #rrggbb}. Images are named by URL and not
 * fetched here. Values only; any thread.
 */
@NullMarked
package io.linkmic.contract.layout;

import org.jspecify.annotations.NullMarked;
