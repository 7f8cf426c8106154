package io.linkmic.media.picture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Turns a plane of samples clockwise, eight by eight samples at a time. */
final class Turn {

  private static final ValueLayout.OfLong EIGHT =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfByte ONE = ValueLayout.JAVA_BYTE;
  private static final int BLOCK = 8;

  private final MemorySegment from;
  private final int fromStride;
  private final int width;
  private final int height;
  private final long[] block = new long[BLOCK];

  /**
   * A plane to be turned.
   *
   * @param width samples in a row of {@code from}, before turning
   * @param height its rows
   */
  Turn(MemorySegment from, int fromStride, int width, int height) {
    this.from = from;
    this.fromStride = fromStride;
    this.width = width;
    this.height = height;
  }

  /** Writes the plane turned by 90, 180 or 270 degrees, its top left sample at {@code offset}. */
  void to(MemorySegment target, long offset, int stride, int degrees) {
    switch (degrees) {
      case 90 -> quarter(target, offset, stride, true);
      case 180 -> half(target, offset, stride);
      case 270 -> quarter(target, offset, stride, false);
      default -> throw new IllegalArgumentException("no turn: " + degrees);
    }
  }

  private void half(MemorySegment target, long offset, int stride) {
    for (int y = 0; y < height; y++) {
      long in = (long) (height - 1 - y) * fromStride;
      long out = offset + (long) y * stride;
      int x = 0;
      for (; x + BLOCK <= width; x += BLOCK) {
        long samples = from.get(EIGHT, in + width - BLOCK - x);
        target.set(EIGHT, out + x, Long.reverseBytes(samples));
      }
      for (; x < width; x++) {
        target.set(ONE, out + x, from.get(ONE, in + width - 1 - x));
      }
    }
  }

  /** A row of the source becomes a column, from the right (clockwise) or from the left. */
  private void quarter(MemorySegment target, long offset, int stride, boolean clockwise) {
    int wholeRows = height / BLOCK * BLOCK;
    int wholeColumns = width / BLOCK * BLOCK;
    for (int y = 0; y < wholeRows; y += BLOCK) {
      for (int x = 0; x < wholeColumns; x += BLOCK) {
        load(x, y, clockwise);
        transpose(block);
        int column = clockwise ? height - BLOCK - y : y;
        for (int i = 0; i < BLOCK; i++) {
          int row = clockwise ? x + i : width - 1 - x - i;
          target.set(EIGHT, offset + (long) row * stride + column, block[i]);
        }
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = y < wholeRows ? wholeColumns : 0; x < width; x++) {
        int row = clockwise ? x : width - 1 - x;
        int column = clockwise ? height - 1 - y : y;
        byte sample = from.get(ONE, (long) y * fromStride + x);
        target.set(ONE, offset + (long) row * stride + column, sample);
      }
    }
  }

  private void load(int x, int y, boolean bottomFirst) {
    for (int i = 0; i < BLOCK; i++) {
      int row = bottomFirst ? y + BLOCK - 1 - i : y + i;
      block[i] = from.get(EIGHT, (long) row * fromStride + x);
    }
  }

  /** Byte j of long i changes places with byte i of long j: halves, quarters, then bytes. */
  private static void transpose(long[] rows) {
    swap(rows, 4, 32, 0x0000_0000_ffff_ffffL);
    swap(rows, 2, 16, 0x0000_ffff_0000_ffffL);
    swap(rows, 1, 8, 0x00ff_00ff_00ff_00ffL);
  }

  private static void swap(long[] rows, int distance, int shift, long mask) {
    for (int i = 0; i < BLOCK; i++) {
      if ((i & distance) == 0) {
        long difference = ((rows[i] >>> shift) ^ rows[i + distance]) & mask;
        rows[i] ^= difference << shift;
        rows[i + distance] ^= difference;
      }
    }
  }
}
