/**
 * Several hosts in one picture.
 *
 * <p>Enters: the room's {@link io.linkmic.contract.layout.Layout} and its members. Leaves: {@link
 * io.linkmic.node.mix.PlacedRegion}s, rectangles in pixels of the canvas, farthest first, and the
 * pictures made of them. Where somebody is, is pure, but for {@link io.linkmic.node.mix.Slots},
 * which belongs to the room's thread; what is drawn is the thread's of its mix, which never waits
 * for an image.
 */
@NullMarked
package io.linkmic.node.mix;

import org.jspecify.annotations.NullMarked;
