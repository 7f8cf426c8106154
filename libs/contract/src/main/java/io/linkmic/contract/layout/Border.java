package io.linkmic.contract.layout;

/**
 * Around every region, inside of it.
 *
 * @param width pixels of the canvas, 0 for none
 * @param colour {@code #rrggbb} in lower case
 * @param radius of the corners, pixels of the canvas, 0 for square ones
 */
public record Border(int width, String colour, int radius) {}
