package io.linkmic.node.mix;

/**
 * Who may be in the picture.
 *
 * @param slot from {@link Slots}, no other member's
 * @param name for the label, may be empty
 * @param cameraOn whether there is a picture to show
 * @param width of the picture as it is seen, upright; 0 while it is not known
 * @param height of the picture as it is seen, upright; 0 while it is not known
 */
public record Member(
    String participantId, int slot, String name, boolean cameraOn, int width, int height) {}
