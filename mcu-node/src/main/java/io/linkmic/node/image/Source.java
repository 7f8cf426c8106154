package io.linkmic.node.image;

import org.jspecify.annotations.Nullable;

/** A URL and the file it led to. The cache's thread only. */
final class Source {
  final String url;

  /** The newest file that came, transferred; null before the first, and after a useless one. */
  byte @Nullable [] file;

  /** Of the file, counted from 1. */
  int version;

  /** Whether somebody fetches it now. */
  boolean underWay;

  /** When to ask again, ns. */
  long due;

  Source(String url, long now) {
    this.url = url;
    due = now;
  }
}
