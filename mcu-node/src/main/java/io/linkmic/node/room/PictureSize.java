package io.linkmic.node.room;

/** Which pictures of its source a receiver gets. */
public enum PictureSize {
  /** As they are: the host's own, or the program's. */
  FULL,
  /** The mix once more, smaller and with fewer bits. */
  SMALL,
  /** None: sound goes on alone. */
  NONE
}
