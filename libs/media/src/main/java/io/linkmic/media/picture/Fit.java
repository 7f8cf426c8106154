package io.linkmic.media.picture;

/** How a picture of another shape fills an area. */
public enum Fit {
  /** All of the picture, in the middle; what is beside it stays as it was. */
  LETTERBOX,
  /** All of the area; what juts out of it in the picture is cut off on both sides alike. */
  CROP,
  /** All of both; a circle may become an ellipse. */
  STRETCH
}
