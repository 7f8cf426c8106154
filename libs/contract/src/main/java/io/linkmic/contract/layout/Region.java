package io.linkmic.contract.layout;

import org.jspecify.annotations.Nullable;

/**
 * A rectangle of the canvas for one host, named by exactly one of its id and its slot.
 *
 * @param participantId whose picture, whenever there
 * @param slot 0–15: whose picture, by order of coming; a host keeps its slot until it leaves
 * @param x fraction of the canvas' width, like {@code width}
 * @param y fraction of the canvas' height, like {@code height}
 * @param z the higher is in front; of equal ones the later in the list
 * @param placeholder while there is no picture; null for the layout's
 */
public record Region(
    @Nullable String participantId,
    @Nullable Integer slot,
    double x,
    double y,
    double width,
    double height,
    int z,
    Fit fit,
    @Nullable Fill placeholder) {}
