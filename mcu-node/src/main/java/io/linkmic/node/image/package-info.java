/**
 * Images that layouts name by URL: backgrounds, placeholders, watermarks.
 *
 * <p>Enters: a {@link io.linkmic.node.image.Drawing}, an image's URL and how it is to be seen.
 * Leaves: an {@link io.linkmic.media.picture.Overlay} of just that size, once it is there; nothing
 * before, and nothing where it cannot be had. A mix asks for each frame and never waits: fetching
 * is a virtual thread's, decoding and scaling one platform thread's, which owns everything but what
 * the mixes read. Strangers name the URLs: {@link io.linkmic.contract.address.HttpUrlRules} judge
 * the very address that is connected to, and files are read as {@link
 * io.linkmic.media.picture.ImageFile} says.
 */
@NullMarked
package io.linkmic.node.image;

import org.jspecify.annotations.NullMarked;
