package io.linkmic.media.picture;

import java.lang.foreign.MemorySegment;

/**
 * Keeps what stands right of an area while libswscale writes into it: its loops write whole vectors
 * and do not stop at the end of a row, where the neighbour begins. Areas whose width is a multiple
 * of 128 need none of this.
 */
final class EdgeGuard {

  /** Samples of the widest vector (AVX-512). */
  private static final int VECTOR = 64;

  private final MemorySegment plane;
  private final int stride;
  private final long offset;
  private final int width;
  private final int height;
  private final MemorySegment kept;

  /**
   * Guards the neighbour of an area in one plane, all numbers in its samples.
   *
   * @param offset of the first sample right of the area's first row
   * @param areaWidth samples in a row of the area
   * @param neighbour samples from there to the plane's right border
   */
  EdgeGuard(
      MemorySegment plane, int stride, long offset, int areaWidth, int height, int neighbour) {
    this.plane = plane;
    this.stride = stride;
    this.offset = offset;
    this.width = Math.min(-areaWidth & (VECTOR - 1), neighbour);
    this.height = height;
    this.kept = MemorySegment.ofArray(new byte[width * height]);
  }

  void keep() {
    for (int y = 0; y < height && width > 0; y++) {
      MemorySegment.copy(plane, offset + (long) y * stride, kept, (long) y * width, width);
    }
  }

  void restore() {
    for (int y = 0; y < height && width > 0; y++) {
      MemorySegment.copy(kept, (long) y * width, plane, offset + (long) y * stride, width);
    }
  }
}
