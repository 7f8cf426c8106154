package io.linkmic.node.image;

import io.linkmic.media.picture.Overlay;
import org.jspecify.annotations.Nullable;

/** What mixes ask for images. */
@FunctionalInterface
public interface Images {

  /**
   * The image as it is to be drawn. Cheap, any thread: to be asked for every frame, because images
   * come, change and are forgotten when nobody asks for half a minute.
   *
   * @return null while it is not there; the same object until the image changes
   */
  @Nullable Overlay find(Drawing drawing);

  /** Never has any. */
  static Images none() {
    return drawing -> null;
  }
}
