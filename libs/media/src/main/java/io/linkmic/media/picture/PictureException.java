package io.linkmic.media.picture;

/** A local failure of the picture libraries: no memory, or a build of FFmpeg without the codec. */
public final class PictureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PictureException(String message) {
    super(message);
  }
}
