package io.linkmic.node.mix;

import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Fit;
import io.linkmic.node.program.PictureMix;
import org.jspecify.annotations.Nullable;

/**
 * A rectangle of the canvas. {@code x}, {@code y}, {@code width} and {@code height} are even
 * pixels, at least 2 wide and high, inside the canvas.
 *
 * @param participantId whose; null for a place whose host is not there
 * @param z the higher is in front
 * @param label the host's name; null when none is to be shown
 * @param cameraOn whether the host has a picture to show
 * @param placeholder what to show without one
 */
public record PlacedRegion(
    @Nullable String participantId,
    int x,
    int y,
    int width,
    int height,
    int z,
    Fit fit,
    @Nullable String label,
    boolean cameraOn,
    Fill placeholder) {

  /** For those who are told where it is. */
  PictureMix.ShownRegion shown() {
    return new PictureMix.ShownRegion(participantId, x, y, width, height, z);
  }
}
