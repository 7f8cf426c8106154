package io.linkmic.node.image;

import io.linkmic.media.picture.Overlay;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A drawing's place: written by the cache's thread, read by mixes. */
final class Slot {
  volatile @Nullable Overlay overlay;

  /** When a mix asked last, ns. */
  volatile long asked;

  /** When to look after it again, ns. */
  volatile long due;

  /** Whether it is on its way to the cache's thread. */
  final AtomicBoolean posted = new AtomicBoolean();

  /** Of the file that the overlay was made of; 0 without one. The cache's thread only. */
  int version;

  Slot(long now) {
    asked = now;
    due = now;
  }
}
